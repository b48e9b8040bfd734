package org.reimzul.controller.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.reimzul.controller.TestBuilds;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.Status;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.testkit.Await;

class ReconcilerIT extends WithReconciler {
  @Test
  void a_build_in_no_tube_is_put_again_with_its_priority_and_its_failures() throws Exception {
    long id = builds.submit(job);
    builds.tellAttempt(job, AttemptToken.mint(), AttemptState.FAILED);
    BuildJob second = job.withTries(new Tries(2, List.of()));
    builds.tellPlace(EventKind.QUEUED, second, ARCH, id);
    farm.delete(id);
    JobStats again = builds.awaitQueued(job);
    assertThat(again.tube()).isEqualTo(ARCH);
    assertThat(again.pri()).isEqualTo(Tubes.NOW);
    Job put = builds.queue.peek(again.id()).orElseThrow();
    assertThat(BuildJob.decode(put.body()))
        .isEqualTo(job.withTries(new Tries(2, List.of("builder1"))));
    builds.awaitLooks(10);
    assertThat(places()).hasSize(1);
    assertThat(recorded().get("queue", Document.class))
        .containsEntry("id", again.id())
        .containsEntry("retries", 2L);
  }

  @Test
  void a_job_that_a_worker_holds_is_not_put_again() throws Exception {
    builds.submit(job);
    Job held = builds.reserve();
    builds.tellAttempt(job, AttemptToken.mint(), AttemptState.BUILDING);
    awaitState("BUILDING");
    builds.awaitLooks(12);
    assertThat(places()).extracting(JobStats::id).containsExactly(held.id());
    builds.queue.delete(held.id());
  }

  @Test
  void a_number_that_belongs_to_another_build_now_is_not_taken_for_it() throws Exception {
    BuildJob other = TestBuilds.job();
    long others = builds.submit(other);
    builds.tellSubmitted(job);
    builds.tellPlace(EventKind.QUEUED, job, ARCH, others);
    assertThat(builds.awaitQueued(job).id()).isNotEqualTo(others);
  }

  @Test
  void a_job_whose_place_nobody_told_is_found_and_not_put_again() throws Exception {
    builds.tellSubmitted(job);
    long id = builds.put(ARCH, job.encode(), Tubes.NOW);
    Await.until(
        SOON,
        "its place in the record",
        () -> recorded().get("queue", new Document()).get("id", 0L) == id);
    assertThat(places()).hasSize(1);
  }

  @Test
  void a_held_job_that_is_found_elsewhere_keeps_the_reason_that_was_told() throws Exception {
    builds.tellSubmitted(job);
    long id = builds.put(Tubes.HELD, job.encode(), Tubes.NOW);
    builds.tellPlace(EventKind.HELD, job, Tubes.HELD, id + 1_000_000);
    Await.until(
        SOON,
        "its place in the record",
        () -> recorded().get("queue", new Document()).get("id", 0L) == id);
    assertThat(recorded())
        .containsEntry("state", "HELD")
        .containsEntry("reason", "it failed 5 times");
    builds.queue.delete(id);
  }

  @Test
  void nothing_is_decided_while_an_event_waits_for_its_reader() throws Exception {
    FarmEvent newer = TestBuilds.event(EventKind.WAITS, job, "x");
    String body = new String(newer.encode(), UTF_8);
    long waiting = farm.put("events", body.replace("\"v\":1", "\"v\":2"));
    farm.awaitState(waiting, "DELAYED");
    long id = builds.submit(job);
    farm.delete(id);
    recorded();
    builds.awaitLooks(1); // a look waits some seconds for the tube
    assertThat(places()).isEmpty();
    farm.delete(waiting);
    builds.awaitQueued(job);
  }

  @Test
  void a_commit_that_is_damaged_keeps_its_own_build_back_and_no_other() throws Exception {
    BuildJob damaged = TestBuilds.job();
    farm.delete(builds.submit(damaged));
    bstore.damage(damaged);
    BuildJob held = TestBuilds.job();
    long waiting = builds.put(Tubes.HELD, held.encode(), Tubes.NOW);
    bstore.damage(held);
    farm.delete(builds.submit(job));
    builds.awaitQueued(job);
    builds.awaitLooks(10);
    assertThat(builds.queued()).doesNotContainKey(damaged.requireBuildId());
    farm.delete(waiting);
  }

  @Test
  void a_chained_build_that_is_lost_comes_back_with_its_parents_job() throws Exception {
    long id = builds.submit(job);
    bstore.commit(job, Status.FAILED, Instant.now()); // ended, whatever it is
    BuildJob chained = job.chainedTo("i386");
    builds.tellSubmitted(chained);
    builds.tellAttempt(chained, AttemptToken.mint(), AttemptState.BUILDING);
    builds.awaitLooks(12);
    assertThat(places()).extracting(JobStats::id).containsExactly(id); // there: left alone
    farm.delete(id);
    assertThat(builds.awaitQueued(job).tube()).isEqualTo(ARCH);
    builds.awaitLooks(10);
    assertThat(places()).hasSize(1);
    assertThat(builds.queued()).doesNotContainKey(chained.requireBuildId());
  }

  @Test
  void a_job_of_an_original_submitter_is_known_again_by_what_it_is_made_of() throws Exception {
    var body = job.toJson();
    body.remove("build_id");
    long id = farm.put("x86_64", Json.write(body));
    Instant put = Instant.now();
    BuildJob named = job.withBuildId(BuildId.derive(Json.write(body), id, put));
    builds.tellSubmitted(named);
    builds.tellAttempt(named, AttemptToken.mint(), AttemptState.LOST);
    Await.until(
        SOON,
        "its place in the record",
        () ->
            farm.all("builds").stream()
                .anyMatch(build -> build.get("queue", new Document()).get("id", 0L) == id));
    builds.awaitLooks(8);
    assertThat(farm.waiting("x86_64")).isEqualTo(1);
    farm.delete(id);
  }
}
