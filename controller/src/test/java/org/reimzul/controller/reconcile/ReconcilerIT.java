package org.reimzul.controller.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.TestBstore;
import org.reimzul.controller.TestBuilds;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
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
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;

class ReconcilerIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final TubeName ARCH = TubeName.of("x86_64");

  @TempDir static Path dir;
  private static TestBstore bstore;
  private static TestFarm farm;
  private static TestBuilds builds;

  private final BuildJob job = TestBuilds.job();

  @BeforeAll
  static void start() throws Exception {
    bstore = new TestBstore(dir.resolve("bstore"));
    farm = new TestFarm(dir, true);
    String ini =
        "[bstore]\nbase_url = "
            + bstore.url()
            + "\n[reconcile]\nevery = 100ms\nyoung = 500ms\n"
            + "[deadlines]\nbuild = 2s\nqueue_wait = 3s\n";
    farm.start(ini);
    // a second one: nothing may be put twice
    farm.start(ini.replace("[deadlines]", "[controller]\nweb = no\n[deadlines]"));
    builds = new TestBuilds(farm);
  }

  @AfterAll
  static void stop() {
    builds.close();
    farm.close();
    bstore.close();
  }

  @AfterEach
  void forget() throws Exception {
    farm.forget();
    for (List<JobStats> places : builds.queued().values()) {
      for (JobStats place : places) {
        farm.delete(place.id());
      }
    }
  }

  private Document recorded() {
    return Await.value(
        SOON,
        "the build in the record",
        () ->
            farm.all("builds").stream()
                .filter(build -> build.getString("_id").equals(job.requireBuildId().value()))
                .findFirst());
  }

  private void awaitState(String state) {
    Await.until(SOON, "state " + state, () -> recorded().getString("state").equals(state));
  }

  private List<JobStats> places() throws Exception {
    return builds.queued().getOrDefault(job.requireBuildId(), List.of());
  }

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
  void a_failure_that_nobody_heard_of_is_told_and_not_built_again() throws Exception {
    long id = builds.submit(job);
    farm.delete(id);
    bstore.commit(job, Status.FAILED, Instant.now());
    awaitState("FAILED");
    assertThat(recorded().getString("reason")).isEqualTo("it does not compile");
    assertThat(places()).isEmpty();
  }

  @Test
  void a_success_that_nobody_heard_of_is_told_only_when_the_repository_has_it() throws Exception {
    Instant committed = Instant.now();
    bstore.repodata(TestBuilds.TARGET, committed.plusSeconds(5), Optional.empty());
    BuildEvent result = bstore.commit(job, Status.SUCCESS, committed);
    long id = builds.submit(job);
    farm.delete(id);
    assertThat(farm.take("createrepo")).contains("\"" + TestBuilds.TARGET + "\"");
    assertThat(recorded().getString("state")).isEqualTo("QUEUED");
    bstore.repodata(TestBuilds.TARGET, committed.plusSeconds(5), Optional.of(result));
    awaitState("PUBLISHED");
    assertThat(farm.take("tosign")).contains(result.timestamp());
    assertThat(places()).isEmpty();
    while (farm.waiting("createrepo") > 0) {
      farm.take("createrepo");
    }
  }

  @Test
  void a_success_whose_packages_were_replaced_since_is_told() throws Exception {
    Instant committed = Instant.now();
    bstore.repodata(TestBuilds.TARGET, committed.plusSeconds(90), Optional.empty());
    bstore.commit(job, Status.SUCCESS, committed);
    farm.delete(builds.submit(job));
    awaitState("PUBLISHED");
    farm.take("tosign");
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

  @Test
  void a_held_build_that_is_gone_is_held_again() throws Exception {
    BuildJob failed = job.withTries(new Tries(5, List.of()));
    builds.submit(job);
    farm.delete(builds.awaitQueued(job).id());
    builds.tellPlace(EventKind.HELD, failed, Tubes.HELD, 9999);
    JobStats again = builds.awaitQueued(job);
    assertThat(again.tube()).isEqualTo(Tubes.HELD);
    Job put = builds.queue.peek(again.id()).orElseThrow();
    assertThat(BuildJob.decode(put.body()).tries().count()).isEqualTo(5);
    awaitState("HELD");
    assertThat(recorded().getString("reason")).isEqualTo("it failed 5 times");
  }

  @Test
  void a_build_at_an_original_worker_is_held_after_its_deadline_and_not_built_again()
      throws Exception {
    long id = builds.submit(job);
    farm.delete(id);
    var building =
        new BuildEvent(
            job,
            Status.BUILDING,
            "old-builder",
            "1.0-1",
            "hello",
            "20261121080000",
            Optional.empty(),
            Optional.empty());
    farm.put("notify", building.encode());
    awaitState("BUILDING");
    JobStats held = builds.awaitQueued(job);
    assertThat(held.tube()).isEqualTo(Tubes.HELD);
    awaitState("HELD");
    assertThat(recorded().getString("reason"))
        .contains("old-builder", "deadline build", "reimzul retry " + job.requireBuildId());
  }

  @Test
  void a_build_that_waits_too_long_says_why() throws Exception {
    BuildJob rare =
        new BuildJob(
            job.srpm(),
            "s390x",
            "demo.9.s390x",
            job.distTag(),
            false,
            "jane",
            job.buildId(),
            Optional.empty(),
            Map.of());
    builds.tellSubmitted(rare);
    long id = builds.put(TubeName.of("s390x"), rare.encode(), Tubes.NOW);
    builds.tellPlace(EventKind.QUEUED, rare, TubeName.of("s390x"), id);
    Await.until(
        SOON,
        "the reason",
        () ->
            recorded()
                .get("waiting", new Document("reason", ""))
                .getString("reason")
                .contains("deadline queue_wait"));
    assertThat(recorded().get("waiting", Document.class).getString("reason"))
        .contains("tube s390x", "no worker watches this tube");
  }
}
