package org.reimzul.controller.record;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.reimzul.controller.mongo.EmbeddedMongo;

/**
 * A database of its own on the MongoDB that {@code REIMZUL_TEST_MONGODB} names, or on the embedded
 * server.
 */
final class TestMongo implements AutoCloseable {
  private final Optional<EmbeddedMongo> embedded;
  private final MongoConfig config;
  private final MongoClient client;

  TestMongo(Path dir) throws Exception {
    var anyPort = new InetSocketAddress("127.0.0.1", 0);
    String given = System.getenv("REIMZUL_TEST_MONGODB");
    embedded = given == null ? Optional.of(new EmbeddedMongo(dir, anyPort)) : Optional.empty();
    if (embedded.isPresent()) {
      embedded.get().start();
    }
    String server = given == null ? "mongodb://127.0.0.1:" + embedded.orElseThrow().port() : given;
    String name = "reimzul_test_" + UUID.randomUUID().toString().substring(0, 8);
    var uri =
        new ConnectionString(server.replaceFirst("^(mongodb(?:\\+srv)?://[^/?]+)/?", "$1/" + name));
    config = new MongoConfig(uri, Optional.empty(), anyPort);
    client = MongoClients.create(uri);
  }

  MongoConfig config() {
    return config;
  }

  MongoDatabase database() {
    return client.getDatabase(config.uri().getDatabase());
  }

  @Override
  public void close() {
    database().drop();
    client.close();
    embedded.ifPresent(EmbeddedMongo::stop);
  }
}
