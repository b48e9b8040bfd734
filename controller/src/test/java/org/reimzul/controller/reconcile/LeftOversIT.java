package org.reimzul.controller.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.TestBstore;
import org.reimzul.controller.TestBuilds;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.Notice;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.Await;

class LeftOversIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path dir;
  private static TestBstore bstore;
  private static TestFarm farm;
  private static TestBuilds builds;

  private final BuildJob job = TestBuilds.job();

  @BeforeAll
  static void start() throws Exception {
    bstore = new TestBstore(dir.resolve("bstore"));
    String ini = "[reconcile]\nevery = 100ms\nyoung = 1s\nunstaged = 1s\n";
    farm = new TestFarm(dir, true).start(ini + "[bstore]\nbase_url = " + bstore.url() + "\n");
    builds = new TestBuilds(farm);
  }

  @AfterAll
  static void stop() {
    builds.close();
    farm.close();
    bstore.close();
  }

  private void callOff(BuildJob build) throws Exception {
    var notice = new Notice("jane@here", Instant.now(), "not needed");
    builds.put(Notices.cancel(build.requireBuildId()), notice.encode(), Tubes.BUILD);
  }

  private static Optional<Notice> notice(BuildJob build) throws Exception {
    return Notices.find(builds.queue, Notices.cancel(build.requireBuildId()));
  }

  @Test
  void the_notice_of_an_ended_build_is_taken_down_and_another_one_is_not() throws Exception {
    BuildJob running = TestBuilds.job();
    builds.submit(running);
    callOff(running);
    callOff(job);
    builds.tellSubmitted(job);
    builds.tell(
        TestBuilds.event(EventKind.ENDED, job, "not needed")
            .with("job", job.toJson())
            .with("state", EndState.CANCELED.name()));
    Await.until(SOON, "the notice to go", () -> notice(job).isEmpty());
    assertThat(notice(running)).isPresent();
  }

  @Test
  void a_held_job_of_an_ended_build_is_taken_out_and_one_that_waits_stays() throws Exception {
    BuildJob waits = TestBuilds.job();
    builds.tellSubmitted(waits);
    builds.put(Tubes.HELD, job.encode(), Tubes.NOW);
    builds.put(Tubes.HELD, waits.encode(), Tubes.BUILD);
    builds.tellSubmitted(job);
    farm.put("notify", bstore.commit(job, Status.SUCCESS, Instant.now()).encode());
    Await.until(SOON, "the held job to go", () -> farm.waiting("held") == 1);
    assertThat(farm.take("held")).contains(waits.requireBuildId().value());
    farm.take("tosign");
  }

  @Test
  void a_held_job_goes_and_its_end_is_told_although_the_word_of_it_was_lost() throws Exception {
    builds.tellSubmitted(job);
    long id = builds.put(Tubes.HELD, job.encode(), Tubes.NOW);
    builds.tell(
        TestBuilds.event(EventKind.HELD, job, "it broke")
            .with("tube", Tubes.HELD.value())
            .with("queue_id", id));
    bstore.commit(job, EndState.CANCELED, "not needed");
    Await.until(
        SOON,
        "its end",
        () ->
            farm.all("builds").stream()
                .filter(build -> build.get("_id").equals(job.requireBuildId().value()))
                .anyMatch(build -> "CANCELED".equals(build.get("state"))));
    assertThat(builds.queued()).doesNotContainKey(job.requireBuildId());
  }

  @Test
  void a_message_for_a_newer_reader_does_not_stop_the_reconciler() throws Exception {
    farm.put("events", "{\"v\":99,\"event\":\"unheard of\"}".getBytes(UTF_8));
    long id = builds.submit(job);
    farm.delete(id);
    Await.until(
        SOON, "the build to be put again", () -> builds.queued().containsKey(job.requireBuildId()));
  }

  @Test
  void a_build_that_was_called_off_gets_its_end_asked_for_and_is_not_put_again() throws Exception {
    long id = builds.submit(job);
    callOff(job);
    farm.delete(id);
    var asked = (BstoreRequest.End) BstoreRequest.decode(farm.take("bstore").getBytes(UTF_8));
    BuildEnd end = asked.end();
    assertThat(end.build()).isEqualTo(job.requireBuildId());
    assertThat(end.state()).isEqualTo(EndState.CANCELED);
    assertThat(end.reason()).isEqualTo("not needed");
    assertThat(builds.queued()).doesNotContainKey(job.requireBuildId());
    bstore.commit(job, EndState.CANCELED, "not needed");
    Await.until(
        SOON,
        "its end",
        () -> farm.all("builds").stream().anyMatch(b -> "CANCELED".equals(b.get("state"))));
    while (farm.waiting("bstore") > 0) {
      farm.take("bstore");
    }
  }

  @Test
  void an_end_whose_word_was_lost_is_told_to_everybody_although_a_reindex_came_first()
      throws Exception {
    builds.tellSubmitted(job);
    BuildEvent failed = bstore.commit(job, Status.FAILED, Instant.now());
    builds.tell(
        TestBuilds.event(EventKind.COMMITTED, job, null)
            .with("job", job.toJson())
            .with("state", EndState.FAILED.name())
            .with("committed", Instant.now().toString())
            .with("result", failed.toJson()));
    Await.until(
        SOON,
        "the line in the log, which every sink's message follows",
        () ->
            Files.exists(farm.logFile())
                && Files.readString(farm.logFile()).contains("status Failed"));
  }

  @Test
  void the_signer_is_told_again_of_what_it_has_not_collected() throws Exception {
    BuildJob collected = TestBuilds.job();
    for (BuildJob each : new BuildJob[] {collected, job}) {
      builds.tellSubmitted(each);
      farm.put("notify", bstore.commit(each, Status.SUCCESS, Instant.now()).encode());
      assertThat(farm.take("tosign")).contains(each.requireBuildId().value());
    }
    builds.tell(TestBuilds.event(EventKind.STAGED, collected, null).with("files", 3));
    assertThat(farm.take("tosign")).contains(job.requireBuildId().value());
    builds.awaitLooks(5);
    assertThat(farm.waiting("tosign")).isZero();
  }
}
