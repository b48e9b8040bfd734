package org.reimzul.controller.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.Messages;
import org.reimzul.controller.TestBstore;
import org.reimzul.controller.TestBuilds;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Status;
import org.reimzul.testkit.Await;

/** A controller of ours beside an original notifier, whose documents the tests write. */
class OriginalNotifierIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path dir;
  private static TestBstore bstore;
  private static TestFarm farm;
  private static TestBuilds builds;
  private final BuildJob job = TestBuilds.job();
  private final String build = job.requireBuildId().value();

  @BeforeAll
  static void start() throws Exception {
    bstore = new TestBstore(dir.resolve("bstore"));
    farm =
        new TestFarm(dir, true)
            .start(
                """
                [controller]
                original_notifier = yes
                [reconcile]
                every = 100ms
                young = 5s
                [bstore]
                base_url = %s
                """
                    .formatted(bstore.url()));
    builds = new TestBuilds(farm);
    BuildId old = BuildId.ofRequest("jane", "r-1"); // seems as old as the epoch
    builds.tellSubmitted(TestBuilds.job().withBuildId(old));
  }

  @AfterAll
  static void stop() {
    builds.close();
    farm.close();
    bstore.close();
  }

  /** As pymongo inserts what was in the tube. */
  private static void tell(String body) {
    farm.database().getCollection("notify_history").insertOne(Document.parse(body));
  }

  private static String text(BuildEvent event) {
    return new String(event.encode(), StandardCharsets.UTF_8);
  }

  private static Optional<Document> record(String build) {
    return farm.all("builds").stream().filter(each -> each.get("_id").equals(build)).findFirst();
  }

  private static void awaitState(String build, String state) {
    Await.until(
        SOON,
        build + " to be " + state,
        () -> record(build).filter(known -> state.equals(known.get("state"))).isPresent());
  }

  /** What an original worker says of a job, whose keys it repeats. */
  private String original(String status, String arch) {
    return Messages.ours(status, build, "0123456789abcdef", "")
        .replace(",\"attempt\":\"0123456789abcdef\"", "")
        .replace("\"arch\":\"x86_64\"", "\"arch\":\"" + arch + "\"");
  }

  @Test
  void what_is_in_its_history_is_in_the_record_soon() throws Exception {
    builds.submit(job);
    tell(Messages.ours("Building", build, "0123456789abcdef", ""));
    awaitState(build, "BUILDING");
    tell(
        Messages.ours("Success", build, "0123456789abcdef", "")
            .replace("}", ",\"latest_build\":true}"));
    awaitState(build, "PUBLISHED");
    assertThat(record(build).orElseThrow().get("result", Document.class))
        .containsEntry("evr", "1.0-1.el9")
        .containsEntry("timestamp", "20261121031500");
    assertThat(Files.exists(farm.logFile())).isFalse();
    assertThat(farm.waiting("tosign")).isZero();
  }

  @Test
  void messages_in_notify_are_its_own() throws Exception {
    long id = farm.put("notify", Messages.ours("Success", build, "0123456789abcdef", ""));
    String other = TestBuilds.job().requireBuildId().value();
    tell(Messages.ours("Failed", other, "0123456789abcdef", ",\"reason\":\"no gcc\""));
    awaitState(other, "FAILED");
    assertThat(farm.waiting("notify")).isEqualTo(1);
    farm.delete(id);
  }

  @Test
  void a_build_at_an_original_worker_is_not_put_again_and_its_chained_one_is_known()
      throws Exception {
    long id = builds.submit(job);
    tell(original("Building", "x86_64"));
    awaitState(build, "BUILDING");
    farm.delete(id); // as it does before it begins
    tell(original("Success", "x86_64"));
    awaitState(build, "PUBLISHED");
    tell(original("Building", "i386"));
    awaitState(build + "-i386", "BUILDING");
    tell(original("Failed", "i386"));
    awaitState(build + "-i386", "FAILED");
    assertThat(builds.queued()).doesNotContainKey(job.requireBuildId());
  }

  @Test
  void what_a_person_has_overridden_and_what_is_no_message_is_passed_over() throws Exception {
    tell("{\"status\": \"Success\", \"srpm\": \"; rm -rf\"}");
    tell(Messages.ours("Override", build, "0123456789abcdef", ""));
    tell(Messages.original("Success", "grub2-2.02-0.65.el7_4.src.rpm", "20180101000000"));
    String other = TestBuilds.job().requireBuildId().value();
    tell(Messages.ours("Done", other, "0123456789abcdef", ""));
    awaitState(other, "BUILDING");
    assertThat(record(build)).isEmpty();
  }

  @Test
  void an_end_that_it_has_lost_is_told_to_the_record_and_not_announced_again() throws Exception {
    long id = builds.submit(job);
    BuildEvent result = bstore.commit(job, Status.FAILED, Instant.now());
    farm.delete(id);
    awaitState(build, "FAILED");
    assertThat(record(build).orElseThrow()).containsEntry("reason", "it does not compile");
    assertThat(farm.waiting("notify")).isZero();
    Document history =
        Await.value(
            SOON,
            "its document in the history",
            () ->
                farm.all("notify_history").stream()
                    .filter(document -> build.equals(document.get("build_id")))
                    .findFirst());
    history.remove("_id");
    assertThat(history.remove("latest_build")).isEqualTo(true);
    assertThat(history).isEqualTo(Document.parse(text(result)));
  }
}
