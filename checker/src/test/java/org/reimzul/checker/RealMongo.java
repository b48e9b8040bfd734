package org.reimzul.checker;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.time.Instant;
import java.util.List;
import org.bson.Document;

/** A MongoDB in memory, with a farm's record. */
final class RealMongo implements AutoCloseable {
  private final MongoServer server = new MongoServer(H2Backend.inMemory());
  private final String uri;

  RealMongo() {
    var address = server.bind();
    uri = "mongodb://127.0.0.1:" + address.getPort();
  }

  String uri() {
    return uri;
  }

  /** The documents of a build that was published. */
  void published(String id, String name) {
    try (MongoClient client = MongoClients.create(uri)) {
      var database = client.getDatabase("reimzul");
      database
          .getCollection("builds")
          .insertOne(
              new Document("_id", id)
                  .append("srpm", name + "-1.0-1.src.rpm")
                  .append("target", "demo.x86_64")
                  .append("arch", "x86_64")
                  .append("state", "PUBLISHED")
                  .append("reason", null)
                  .append("transitions", List.of(state("QUEUED"), state("PUBLISHED"))));
      database
          .getCollection("notify_history")
          .insertOne(
              new Document("build_id", id)
                  .append("srpm", name + "-1.0-1.src.rpm")
                  .append("target", "demo.x86_64")
                  .append("arch", "x86_64")
                  .append("status", "Success")
                  .append("timestamp", "20261120100000")
                  .append("pkgname", name)
                  .append("evr", "1.0-1")
                  .append("scratch", false)
                  .append("latest_build", true));
    }
  }

  private static Document state(String name) {
    return new Document("state", name).append("at", Instant.now()).append("by", "somebody");
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
