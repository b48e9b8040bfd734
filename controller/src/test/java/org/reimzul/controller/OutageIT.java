package org.reimzul.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.mongo.EmbeddedMongoMain;
import org.reimzul.core.job.BuildId;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.ServerProcess;

class OutageIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ATTEMPT = "00112233445566aa";

  @TempDir Path dir;

  private static List<String> putBuilds(TestFarm farm, int count) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = BuildId.mint(Instant.now()).value();
      farm.put("notify", Messages.ours("Building", id, ATTEMPT, ""));
      farm.put("notify", Messages.ours("Success", id, ATTEMPT, ""));
      ids.add(id);
    }
    return ids;
  }

  private static void assertRecordedOnce(TestFarm farm, List<String> ids) {
    assertThat(farm.all("builds"))
        .extracting(d -> d.getString("_id") + d.getString("state"))
        .containsExactlyInAnyOrderElementsOf(ids.stream().map(id -> id + "PUBLISHED").toList());
    assertThat(farm.all("notify_history")).hasSize(2 * ids.size());
    assertThat(farm.all("notify_history"))
        .filteredOn(d -> d.getString("status").equals("Building"))
        .isEmpty();
    assertThat(farm.all("notify_history"))
        .filteredOn(d -> Boolean.TRUE.equals(d.get("latest_build")))
        .hasSize(1);
  }

  @Test
  void a_mongodb_that_is_away_at_start_and_killed_later_loses_nothing() throws Exception {
    try (var farm = new TestFarm(dir, false).start("")) {
      List<String> ids = new ArrayList<>(putBuilds(farm, 3));
      farm.awaitReserved("notify-record");
      try (var mongo = EmbeddedMongoMain.launch(dir.resolve("mongo"), farm.mongoPort)) {
        farm.awaitRecorded();
        ids.addAll(putBuilds(farm, 30));
        Await.until(SOON, "some to be recorded", () -> farm.all("builds").size() > 8);
        mongo.kill();
        assertThat(farm.waiting("notify-record")).isPositive();
      }
      farm.awaitReserved("notify-record");
      try (var mongo = EmbeddedMongoMain.launch(dir.resolve("mongo"), farm.mongoPort)) {
        farm.awaitRecorded();
        assertThat(mongo.isAlive()).isTrue();
        assertRecordedOnce(farm, ids);
      }
    }
  }

  @Test
  void without_mongodb_signing_goes_on_and_afterwards_the_record_is_complete() throws Exception {
    try (var farm = new TestFarm(dir, false).start("")) {
      List<String> ids = putBuilds(farm, 5);
      String canceled = BuildId.mint(Instant.now()).value();
      farm.put("events", Messages.ended(canceled, "CANCELED"));
      farm.awaitDrained("notify");
      List<String> signed = new ArrayList<>();
      for (int i = 0; i < ids.size(); i++) {
        signed.add(Document.parse(farm.take("tosign")).getString("build_id"));
      }
      assertThat(signed).isEqualTo(ids);
      assertThat(farm.waiting("notify-record")).isEqualTo(2L * ids.size());
      try (var mongo = EmbeddedMongoMain.launch(dir.resolve("mongo"), farm.mongoPort)) {
        farm.awaitRecorded();
        assertThat(mongo.isAlive()).isTrue();
        assertThat(farm.all("builds"))
            .filteredOn(d -> d.getString("state").equals("CANCELED"))
            .singleElement()
            .satisfies(d -> assertThat(d.getString("_id")).isEqualTo(canceled));
        farm.database().getCollection("builds").deleteOne(new Document("_id", canceled));
        assertRecordedOnce(farm, ids);
      }
    }
  }

  @Test
  void a_queue_that_is_killed_and_comes_back_loses_nothing() throws Exception {
    try (var farm = new TestFarm(dir, true).start("")) {
      List<String> ids = putBuilds(farm, 40);
      Await.until(SOON, "some to be recorded", () -> farm.all("builds").size() > 8);
      farm.queueServer.process().kill();
      farm.queueServer.restart();
      farm.reconnect();
      farm.awaitRecorded();
      assertRecordedOnce(farm, ids);
    }
  }

  @Test
  void the_daemon_starts_with_every_server_away_and_stops_in_order() throws Exception {
    int mongoPort = FreePort.next();
    Path ini = dir.resolve("reimzul.ini");
    Path queueDir = dir.resolve("queue");
    BeanstalkServer queue = BeanstalkServer.start(queueDir);
    queue.process().kill();
    Files.writeString(
        ini,
        """
        [beanstalkd]
        url = %s
        [mongodb]
        uri = mongodb://127.0.0.1:%d
        [controller]
        incoming = %s
        http_listen = 127.0.0.1:%d
        [mqtt]
        notifications = yes
        port = 1
        [logs]
        logfile = %s
        """
            .formatted(queue.url(), mongoPort, dir, FreePort.next(), dir.resolve("reimzul.log")));
    try (ServerProcess daemon = TestFarm.launch(dir, ini, List.of())) {
      Await.until(SOON, "the start", () -> daemon.logText().contains("is up"));
      Await.until(SOON, "word of the queue", () -> daemon.logText().contains("does not answer"));
      queue.restart();
      Await.until(SOON, "the queue", () -> daemon.logText().contains("answers again"));
      daemon.signal("TERM");
      assertThat(daemon.awaitExit(SOON)).isEqualTo(143);
      assertThat(daemon.logText()).contains("has stopped").doesNotContain("Exception");
    } finally {
      queue.close();
    }
  }

  @Test
  void a_daemon_killed_in_the_middle_leaves_no_build_half_told() throws Exception {
    try (var farm = new TestFarm(dir, true)) {
      List<String> ids = putBuilds(farm, 24);
      Path ini = dir.resolve("reimzul.ini");
      Files.writeString(ini, farm.ini(), StandardCharsets.UTF_8);
      for (int recorded : new int[] {3, 8, 14}) {
        try (ServerProcess daemon = TestFarm.launch(dir, ini, List.of())) {
          Await.until(SOON, "builds", () -> farm.all("builds").size() > recorded);
          daemon.kill();
        }
      }
      try (ServerProcess daemon = TestFarm.launch(dir, ini, List.of())) {
        farm.awaitRecorded();
        assertThat(daemon.isAlive()).isTrue();
      }
      assertRecordedOnce(farm, ids);
      List<String> signed = new ArrayList<>();
      while (farm.waiting("tosign") > 0) {
        signed.add(Document.parse(farm.take("tosign")).getString("build_id"));
      }
      assertThat(signed).containsAll(ids);
    }
  }
}
