package org.reimzul.controller.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.controller.Messages;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;
import org.reimzul.testkit.Await;

class DispatchIT {
  private static final String GRUB = "grub2-2.02-0.65.el7_4.src.rpm";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ATTEMPT = "00112233445566aa";

  @TempDir static Path dir;
  private static TestFarm farm;
  private final String build = BuildId.mint(Instant.now()).value();

  @BeforeAll
  static void start() throws Exception {
    farm = new TestFarm(dir, true).start("[mqtt]\nnotifications = yes\nport = 1\n");
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @BeforeEach
  void forget() throws Exception {
    farm.forget();
  }

  @Test
  void an_original_workers_events_become_what_the_original_keeps() throws Exception {
    farm.put("notify", Messages.original("Success", GRUB, "20180101000000"));
    farm.put("notify", Messages.original("Building", GRUB, "20180202101500"));
    farm.put("notify", Messages.original("Success", GRUB, "20180202101500"));
    farm.awaitRecorded();
    List<Document> history = farm.all("notify_history");
    assertThat(history)
        .extracting(d -> d.get("timestamp"), d -> d.get("status"), d -> d.get("latest_build"))
        .containsExactlyInAnyOrder(
            tuple("20180101000000", "Success", false),
            tuple("20180202101500", "Done", null),
            tuple("20180202101500", "Success", true));
    Document newest =
        history.stream().filter(d -> d.getBoolean("latest_build", false)).findFirst().orElseThrow();
    newest.remove("_id");
    newest.remove("latest_build");
    assertThat(newest)
        .isEqualTo(Document.parse(Messages.original("Success", GRUB, "20180202101500")));
    assertThat(farm.all("builds")).isEmpty();
  }

  @Test
  void a_success_is_logged_and_goes_to_the_signer_and_the_broker() throws Exception {
    farm.put("notify", Messages.ours("Success", build, ATTEMPT, ""));
    assertThat(Json.read(farm.take("tosign").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            Json.object()
                .put("pkgname", "hello")
                .put("status", "Success")
                .put("target", "demo.9.x86_64")
                .put("arch", "x86_64")
                .put("timestamp", "20261121031500")
                .put("build_id", build)
                .put("evr", "1.0-1.el9"));
    farm.awaitRecorded();
    assertThat(Files.readString(farm.logFile()))
        .matches(
            "\\[(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ 123][0-9] [0-9:]{8} [0-9]{4}\\] "
                + "Build job SRPM hello-1\\.0-1\\.src\\.rpm \\(20261121031500\\) for arch x86_64 "
                + "builder builder2 status Success \\[1\\.0-1\\.el9\\] "
                + "\\(Scratch job: False\\) submitted by jane \r\n");
    assertThat(farm.awaitOne("builds"))
        .containsEntry("_id", build)
        .containsEntry("state", "PUBLISHED")
        .containsEntry("srpm", "hello-1.0-1.src.rpm");
  }

  @Test
  void a_failure_and_a_scratch_build_are_not_for_the_signer() throws Exception {
    long before = farm.waiting("notify-mqtt");
    farm.put("notify", Messages.ours("Failed", build, ATTEMPT, ",\"reason\":\"no gcc\""));
    String scratch =
        Messages.ours("Success", build + "-i386", ATTEMPT, "")
            .replace("\"scratch\":false", "\"scratch\":true");
    farm.put("notify", scratch);
    farm.awaitRecorded();
    assertThat(farm.all("builds"))
        .extracting(d -> d.getString("state"), d -> d.getString("reason"))
        .containsExactlyInAnyOrder(tuple("FAILED", "no gcc"), tuple("PUBLISHED", null));
    assertThat(farm.waiting("tosign")).isZero();
    // the broker hears of the failure only; nobody listens on its port, so that one message waits
    assertThat(farm.waiting("notify-mqtt")).isEqualTo(before + 1);
  }

  @Test
  void a_repeated_delivery_changes_nothing() throws Exception {
    for (int i = 0; i < 2; i++) {
      farm.put("notify", Messages.ours("Building", build, ATTEMPT, ""));
      farm.put("notify", Messages.ours("Success", build, ATTEMPT, ""));
      farm.put("notify", Messages.original("Success", GRUB, "20180101000000"));
    }
    farm.put("notify", Messages.ours("Success", build, ATTEMPT, ""));
    farm.awaitRecorded();
    assertThat(farm.all("notify_history"))
        .extracting(d -> d.get("status"), d -> d.get("latest_build"))
        .containsExactlyInAnyOrder(
            tuple("Done", null), tuple("Success", true), tuple("Success", true));
    assertThat(farm.all("builds")).hasSize(1);
  }

  @Test
  void a_new_attempt_closes_the_one_that_went_silent() throws Exception {
    farm.put("notify", Messages.ours("Building", build, ATTEMPT, ""));
    farm.put("notify", Messages.ours("Building", build, "ffffffffffffffff", ""));
    farm.awaitRecorded();
    assertThat(farm.all("notify_history"))
        .extracting(d -> d.get("attempt"), d -> d.get("status"))
        .containsExactlyInAnyOrder(tuple(ATTEMPT, "Done"), tuple("ffffffffffffffff", "Building"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[1, 2]",
        "\"text\"",
        "",
        "{}",
        "{\"srpm\": 7}",
        "{\"srpm\":\"../../etc/passwd\",\"arch\":\"x86_64\",\"target\":\"a\",\"disttag\":\".el9\"}",
        "{\"srpm\":\"a-1-1.src.rpm\",\"arch\":\"x86_64\",\"target\":\"a.x86_64\",\"disttag\":\".x\","
            + "\"status\":\"Success\",\"builder_fqdn\":\"b\",\"evr\":\"1-1\",\"pkgname\":\"a\","
            + "\"timestamp\":\"20261121031500\",\"attempt\":\"00112233445566aa\"}",
        "{\"event\":\"attempt\",\"event_id\":\"1\",\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"x\"}"
      })
  void a_malformed_message_is_buried_with_its_reason_and_the_next_one_goes_on(String body)
      throws Exception {
    for (String tube : List.of("notify", "events")) {
      long bad = farm.put(tube, body);
      farm.put("notify", Messages.ours("Building", build, ATTEMPT, ""));
      farm.awaitRecorded();
      assertThat(farm.buried(bad)).isTrue();
      Document rejected = farm.rejected(bad);
      assertThat(rejected.getString("tube")).isEqualTo(tube);
      assertThat(rejected.getString("reason")).isNotBlank();
      assertThat(rejected.get("at")).isInstanceOf(Date.class);
    }
    assertThat(farm.all("builds")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify-record", "events"})
  void a_message_that_fails_again_and_again_is_buried_with_its_reason(String tube)
      throws Exception {
    // as after a person has edited the document
    farm.database()
        .getCollection("builds")
        .insertOne(new Document("_id", build).append("transitions", "many"));
    if (tube.equals("events")) {
      farm.put(tube, Messages.ended(build, "CANCELED"));
    } else {
      farm.put("notify", Messages.ours("Building", build, ATTEMPT, ""));
    }
    Document rejected =
        Await.value(
            SOON,
            "it in rejected",
            () -> {
              farm.promote(tube); // it would be tried twice a minute
              return farm.all("rejected").stream().findFirst();
            });
    assertThat(rejected).containsEntry("tube", tube);
    assertThat(rejected.getString("reason")).startsWith("it has failed 20 times");
    farm.awaitState(((Number) rejected.get("queue_id")).longValue(), "BURIED");
  }

  @Test
  void rubbish_of_the_largest_size_is_buried() throws Exception {
    byte[] rubbish = new byte[65535];
    new Random(7).nextBytes(rubbish);
    long bad = farm.put("notify", rubbish);
    farm.put("notify", Messages.ours("Building", build, ATTEMPT, ""));
    farm.awaitRecorded();
    assertThat(farm.buried(bad)).isTrue();
    assertThat(farm.rejected(bad).get("size")).isEqualTo(65535);
    assertThat(farm.all("builds")).hasSize(1);
  }

  @Test
  void unknown_keys_are_kept_and_hostile_ones_left_out() throws Exception {
    String more =
        ",\"batch\":{\"n\":3,\"a.b\":1},\"$where\":\"1\",\"_id\":\"x\",\"latest_build\":true";
    farm.put("notify", Messages.ours("Building", build, ATTEMPT, more));
    Document history = farm.awaitOne("notify_history");
    assertThat(history).containsEntry("batch", new Document("n", 3));
    assertThat(history).doesNotContainKeys("$where", "latest_build");
    assertThat(history.get("_id")).isNotEqualTo("x");
    farm.awaitRecorded();
  }

  @Test
  void a_message_of_a_later_format_waits_for_a_newer_reader() throws Exception {
    long newer = farm.put("notify", Messages.ours("Building", build, ATTEMPT, ",\"v\":2"));
    farm.put("notify", Messages.ours("Building", build, ATTEMPT, ""));
    farm.awaitOne("builds");
    farm.awaitState(newer, "DELAYED");
    farm.delete(newer);
  }

  @Test
  void a_log_that_cannot_be_written_loses_no_build() throws Exception {
    Files.deleteIfExists(farm.logFile());
    Files.createDirectories(farm.logFile());
    farm.put("notify", Messages.ours("Success", build, ATTEMPT, ""));
    farm.take("tosign");
    farm.awaitRecorded();
    assertThat(farm.all("builds")).hasSize(1);
    Files.delete(farm.logFile());
  }
}
