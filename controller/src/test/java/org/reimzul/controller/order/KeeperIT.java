package org.reimzul.controller.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reimzul.controller.TestBstore;
import org.reimzul.controller.TestBuilds;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.AlreadyPublished;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Notice;
import org.reimzul.core.job.Status;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.testkit.Await;

class KeeperIT {
  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir static Path dir;
  private static TestBstore bstore;
  private static TestFarm farm;
  private static TestBuilds builds;

  private final BuildJob parent = TestBuilds.job();
  private final BuildJob child = TestBuilds.job().withAfter(List.of(parent.requireBuildId()));

  @BeforeAll
  static void start() throws Exception {
    bstore = new TestBstore(dir.resolve("bstore"));
    String ini = "[controller]\nreconciler = no\n[reconcile]\nunknown = 3s\n[bstore]\nbase_url = ";
    farm = new TestFarm(dir, true);
    farm.start((ini + bstore.url() + "\n").replace("[controller]\n", "[controller]\nweb = no\n"));
    builds = new TestBuilds(farm);
  }

  @AfterAll
  static void stop() {
    builds.close();
    farm.close();
    bstore.close();
  }

  private void awaitReason(String reason) {
    Await.until(SOON, "the reason " + reason, () -> reason.equals(waiting(child.requireBuildId())));
  }

  private static String waiting(BuildId build) {
    return recorded(build).get("waiting", new Document()).getString("reason");
  }

  private static Document recorded(BuildId build) {
    return farm.all("builds").stream()
        .filter(known -> known.getString("_id").equals(build.value()))
        .findFirst()
        .orElse(new Document());
  }

  private static JobStats awaitLetGo(BuildJob build) {
    return Await.value(
        SOON,
        "the job at its workers",
        () ->
            builds.queued().getOrDefault(build.requireBuildId(), List.of()).stream()
                .filter(place -> place.tube().value().equals("x86_64"))
                .findFirst());
  }

  private BuildEnd askedEnd() throws Exception {
    var asked = (BstoreRequest.End) BstoreRequest.decode(farm.take("bstore").getBytes(UTF_8));
    assertThat(asked.end().build()).isEqualTo(child.requireBuildId());
    assertThat(asked.end().state()).isEqualTo(EndState.CANCELED);
    Await.until(SOON, "its job to go", () -> !builds.queued().containsKey(asked.end().build()));
    return asked.end();
  }

  @Test
  void a_build_starts_when_the_one_it_waits_for_is_published_and_says_so_until_then()
      throws Exception {
    builds.submit(parent);
    builds.submit(child);
    awaitReason("waits for build " + parent.requireBuildId() + " (QUEUED)");
    builds.tellAttempt(parent, AttemptToken.mint(), AttemptState.BUILDING);
    awaitReason("waits for build " + parent.requireBuildId() + " (BUILDING)");
    var success = bstore.commit(parent, Status.SUCCESS, Instant.now());
    awaitReason(
        "waits for build " + parent.requireBuildId() + " (BUILT, its repository is made anew)");
    farm.put("notify", success.encode()); // the repository has it
    assertThat(awaitLetGo(child).pri()).isEqualTo(Tubes.NOW);
    Await.until(
        SOON,
        "one job of it",
        () -> builds.queued().getOrDefault(child.requireBuildId(), List.of()).size() == 1);
  }

  @Test
  void without_the_record_the_repodata_tells_that_a_build_is_published() throws Exception {
    Instant committed = Instant.now();
    bstore.repodata(TestBuilds.TARGET, committed.minusSeconds(1), Optional.empty());
    var success = bstore.commit(parent, Status.SUCCESS, committed);
    builds.submit(child);
    awaitReason(
        "waits for build " + parent.requireBuildId() + " (BUILT, its repository is made anew)");
    bstore.repodata(TestBuilds.TARGET, committed.plusSeconds(1), Optional.of(success));
    awaitLetGo(child);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "CANCELED", "SKIPPED", "WITHDRAWN"})
  void a_build_that_can_never_start_is_called_off_with_the_reason(EndState end) throws Exception {
    builds.submit(parent);
    switch (end) {
      case FAILED -> bstore.commit(parent, Status.FAILED, Instant.now());
      case WITHDRAWN -> {
        bstore.commit(parent, Status.SUCCESS, Instant.now());
        bstore.withdraw(parent);
      }
      default -> bstore.commit(parent, end, "not for this arch");
    }
    builds.submit(child);
    assertThat(askedEnd().reason())
        .isEqualTo("build " + parent.requireBuildId() + " is " + end.word());
  }

  @Test
  void a_failure_that_only_the_record_knows_calls_off_who_waits_for_it() throws Exception {
    builds.submit(parent); // it failed when bstore was still the original's
    farm.put("notify", TestBuilds.result(parent, Status.FAILED, Optional.empty()).encode());
    builds.submit(child);
    assertThat(askedEnd().reason()).isEqualTo("build " + parent.requireBuildId() + " is failed");
  }

  @Test
  void a_skipped_build_that_is_published_already_counts_as_published() throws Exception {
    bstore.commit(parent, EndState.SKIPPED, AlreadyPublished.reason(BuildId.mint(Instant.now())));
    builds.submit(child);
    awaitLetGo(child);
  }

  @Test
  void a_build_that_waits_and_is_called_off_ends() throws Exception {
    builds.submit(parent);
    builds.submit(child);
    var notice = new Notice("jane@here", Instant.now(), "not needed");
    builds.put(Notices.cancel(child.requireBuildId()), notice.encode(), Tubes.BUILD);
    assertThat(askedEnd().reason()).isEqualTo("not needed");
  }

  @Test
  void a_build_that_waits_for_one_that_nobody_knows_is_called_off_after_a_while() throws Exception {
    builds.submit(child);
    assertThat(askedEnd().reason()).isEqualTo("build " + parent.requireBuildId() + " is not known");
  }

  @Test
  void a_record_that_was_lost_calls_nothing_off() throws Exception {
    long id = builds.put(Tubes.AFTER, child.encode(), Tubes.NOW);
    awaitReason("waits for build " + parent.requireBuildId() + " (not known)");
    Await.until(
        SOON,
        "looks beyond the limit",
        () -> builds.queue.statsJob(id).orElseThrow().reserves() > 3);
    assertThat(farm.waiting("bstore")).isZero();
    farm.delete(id);
  }

  @Test
  void a_job_that_was_let_go_and_has_failed_until_it_was_held_is_told_as_held() throws Exception {
    builds.submit(parent);
    long id = builds.submit(child);
    awaitReason("waits for build " + parent.requireBuildId() + " (QUEUED)");
    builds.loseReservation(id); // as of a keeper that has died after it had put the next one
    BuildJob failed = child.withTries(Tries.NONE.failed("builder1"));
    long held = builds.put(Tubes.HELD, failed.encode(), Tubes.NOW);
    bstore.commit(parent, EndState.SKIPPED, AlreadyPublished.reason(BuildId.mint(Instant.now())));
    Await.until(
        SOON,
        "the record to know that it is held",
        () -> "HELD".equals(recorded(child.requireBuildId()).getString("state")));
    assertThat(builds.awaitQueued(child).id()).isEqualTo(held);
    farm.delete(held);
  }
}
