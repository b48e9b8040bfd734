package org.reimzul.controller.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.Programs;
import org.reimzul.testkit.ServerProcess;

class EmbeddedMongoIT {
  private static final int ROUNDS = 3;

  @TempDir Path dir;

  @Test
  void a_kill_in_the_middle_of_writes_loses_no_acknowledged_one() throws Exception {
    int port = FreePort.next();
    var acknowledged = new AtomicInteger();
    for (int round = 1; round <= ROUNDS; round++) {
      int killAt = acknowledged.get() + 60 + 37 * round;
      try (ServerProcess server = EmbeddedMongoMain.launch(dir.resolve("data"), port)) {
        Thread writer = new Thread(() -> write(port, acknowledged), "writer");
        writer.start();
        Await.until(Duration.ofSeconds(30), "writes", () -> acknowledged.get() >= killAt);
        server.kill();
        writer.join();
      }
      assertThat(acknowledged.get()).isGreaterThanOrEqualTo(killAt);
    }
    try (ServerProcess server = EmbeddedMongoMain.launch(dir.resolve("data"), port)) {
      assertThat(server.isAlive()).isTrue();
      assertThat(found(port)).containsAll(upTo(acknowledged.get()));
    }
  }

  @Test
  void a_disk_that_is_full_ends_the_process_and_loses_no_acknowledged_write() throws Exception {
    int port = FreePort.next();
    var acknowledged = new AtomicInteger();
    List<String> limited = List.of(Programs.require("prlimit").toString(), "--fsize=300000", "--");
    try (ServerProcess server = EmbeddedMongoMain.launch(limited, dir.resolve("data"), port)) {
      write(port, acknowledged);
      assertThat(server.awaitExit(Duration.ofSeconds(20))).isEqualTo(74);
    }
    try (ServerProcess server = EmbeddedMongoMain.launch(dir.resolve("data"), port)) {
      assertThat(server.isAlive()).isTrue();
      assertThat(found(port)).containsAll(upTo(acknowledged.get()));
    }
  }

  /** Inserts one number after the other, and updates each, until the server is gone. */
  private static void write(int port, AtomicInteger acknowledged) {
    try (MongoClient client = client(port)) {
      while (true) {
        int next = acknowledged.get() + 1;
        // the one in flight at the kill may have been stored without an answer
        documents(client).deleteOne(Filters.eq("_id", next));
        documents(client).insertOne(new Document("_id", next).append("text", "x".repeat(300)));
        documents(client).updateOne(Filters.eq("_id", next), Updates.set("updated", true));
        acknowledged.set(next);
      }
    } catch (MongoException e) {
      assertThat(acknowledged.get()).isPositive();
    }
  }

  private static Set<Integer> found(int port) {
    try (MongoClient client = client(port)) {
      Set<Integer> ids = new HashSet<>();
      documents(client)
          .find(Filters.eq("updated", true))
          .forEach(d -> ids.add(d.getInteger("_id")));
      return ids;
    }
  }

  private static Set<Integer> upTo(int last) {
    Set<Integer> all = new HashSet<>();
    for (int i = 1; i <= last; i++) {
      all.add(i);
    }
    return all;
  }

  private static MongoClient client(int port) {
    return MongoClients.create(
        "mongodb://127.0.0.1:" + port + "/?serverSelectionTimeoutMS=2000&retryWrites=false");
  }

  private static MongoCollection<Document> documents(MongoClient client) {
    return client.getDatabase("reimzul").getCollection("documents");
  }

  @Test
  void a_second_server_on_the_same_directory_is_refused() throws Exception {
    var loopback = new InetSocketAddress("127.0.0.1", 0);
    var first = new EmbeddedMongo(dir, loopback);
    first.start();
    var second = new EmbeddedMongo(dir, loopback);
    assertThatThrownBy(second::start).isInstanceOf(IOException.class).hasMessageContaining("lock");
    second.stop();
    first.stop();
    first.stop();
  }

  @Test
  void a_taken_port_leaves_the_directory_free() throws Exception {
    var first = new EmbeddedMongo(dir.resolve("a"), new InetSocketAddress("127.0.0.1", 0));
    first.start();
    var taken = new InetSocketAddress("127.0.0.1", first.port());
    assertThatThrownBy(new EmbeddedMongo(dir.resolve("b"), taken)::start).isNotNull();
    first.stop();
    var again = new EmbeddedMongo(dir.resolve("b"), taken);
    again.start();
    again.stop();
  }
}
