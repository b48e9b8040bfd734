package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Status;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.Relay;
import org.reimzul.testkit.ServerProcess;

/** Tries that were leased and never ended count; an owner that comes back has lost nothing. */
class LossIT {
  private static final TubeName ARCH = TubeName.of("x86_64");
  private static final String RPMBUILD = "builder = rpmbuild\n";

  @TempDir Path dir;
  private TestFarm farm;
  private Watched watched;
  private BuildJob job;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    watched = new Watched(farm, dir);
    job = farm.submit(Srpms.make("patient", farm.incoming(), dir), Optional.empty());
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private void go() throws Exception {
    Files.writeString(dir.resolve("go"), "");
  }

  private BuildJob queued(FarmEvent event) throws Exception {
    try (Beanstalk client = farm.connect()) {
      return BuildJob.decode(
          client.peek(event.data().path("queue_id").asLong()).orElseThrow().body());
    }
  }

  @Test
  void a_successor_counts_what_its_own_host_has_lost() throws Exception {
    ServerProcess first = farm.startWorker(RPMBUILD + "host = alpha");
    watched.awaitStarted(1);
    first.kill();
    farm.startWorker(RPMBUILD + "host = alpha");

    FarmEvent event = farm.takeEvent(EventKind.QUEUED);

    assertThat(event.build()).isEqualTo(job.buildId());
    assertThat(event.reason()).contains("an attempt was leased and never ended");
    watched.awaitStarted(2);
    assertThat(queued(event)).isEqualTo(job.withTries(new Tries(1, List.of("alpha"))));
    assertThat(farm.jobs()).isEqualTo(1);
    go();
    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    farm.awaitSettled();
  }

  @Test
  void a_stranger_counts_it_after_the_grace_and_blames_no_host() throws Exception {
    ServerProcess first = farm.startWorker(RPMBUILD + "name = first");
    watched.awaitStarted(1);
    farm.startWorker(RPMBUILD + "name = second\ngrace = 2s");
    first.kill();

    FarmEvent event = farm.takeEvent(EventKind.QUEUED);

    assertThat(event.data().path("retries").asInt()).isEqualTo(1);
    watched.awaitStarted(2);
    assertThat(queued(event)).isEqualTo(job.withTries(new Tries(1, List.of())));
    go();
    farm.awaitSettled();
    assertThat(watched.completeUploads()).isEqualTo(1);
  }

  @Test
  void a_package_that_kills_its_worker_again_and_again_is_held() throws Exception {
    String retry = RPMBUILD + "[retry]\nattempts = 2";
    for (int i = 1; i <= 2; i++) {
      ServerProcess victim = farm.startWorker(retry);
      watched.awaitStarted(i);
      victim.kill();
    }
    farm.startWorker(retry);

    FarmEvent held = farm.takeEvent(EventKind.HELD);

    assertThat(held.data().path("retries").asInt()).isEqualTo(2);
    assertThat(held.reason().orElseThrow()).contains("never ended");
    farm.awaitSettled();
    assertThat(watched.started()).hasSize(2);
  }

  @Test
  void an_owner_that_is_cut_off_again_and_again_is_given_time_each_time() throws Exception {
    try (var relay = new Relay(farm.queue().port())) {
      String through = "[beanstalkd]\nurl = beanstalk://127.0.0.1:" + relay.port();
      farm.startWorker(RPMBUILD + "name = owner\n" + through);
      watched.awaitStarted(1);
      ServerProcess idle = farm.startWorker(RPMBUILD + "name = idle");
      for (int cut = 1; cut <= 10; cut++) {
        Await.until(TestFarm.SOON, "the idle worker to wait for a job", this::waits);
        relay.cut();
        int graces = cut;
        Await.until(TestFarm.SOON, "grace " + cut, () -> graces(idle) == graces);
        int wiped = Math.max(0, cut - 2); // the owner does so from the third on
        Await.until(TestFarm.SOON, "the owner's return", () -> reservedAfter(graces + wiped));
      }

      go();

      assertThat(farm.takeResult().result().job()).isEqualTo(job);
      farm.awaitSettled();
      assertThat(watched.started()).hasSize(1);
    }
  }

  @Test
  void an_owner_that_is_cut_off_twice_builds_on_and_nothing_is_counted() throws Exception {
    try (var relay = new Relay(farm.queue().port())) {
      String through = "[beanstalkd]\nurl = beanstalk://127.0.0.1:" + relay.port();
      farm.startWorker(RPMBUILD + "name = owner\n" + through);
      watched.awaitStarted(1);
      ServerProcess idle = farm.startWorker(RPMBUILD + "name = idle");
      Await.until(TestFarm.SOON, "the idle worker", () -> idle.logText().contains("is up"));
      for (int cut = 1; cut <= 2; cut++) {
        Await.until(TestFarm.SOON, "the idle worker to wait for a job", this::waits);
        relay.cut();
        int graces = cut;
        Await.until(TestFarm.SOON, "grace " + cut, () -> graces(idle) == graces);
        Await.until(TestFarm.SOON, "the owner's return", () -> reservedAfter(graces));
      }

      go();

      assertThat(farm.takeResult().result().job()).isEqualTo(job);
      farm.awaitSettled();
      assertThat(watched.started()).hasSize(1);
      assertThat(farm.statesUntil("DONE")).doesNotContain("queued", "LOST");
    }
  }

  @Test
  void a_restarted_worker_leaves_the_build_that_it_has_lost_to_its_next_owner() throws Exception {
    try (var relay = new Relay(farm.queue().port())) {
      ServerProcess first = farm.startWorker(RPMBUILD + "name = first");
      watched.awaitStarted(1);
      String through = "[beanstalkd]\nurl = beanstalk://127.0.0.1:" + relay.port();
      farm.startWorker(RPMBUILD + "name = owner\ngrace = 2s\n" + through);
      first.kill();
      watched.awaitStarted(2);
      ServerProcess again = farm.startWorker(RPMBUILD + "name = first");
      Await.until(TestFarm.SOON, "the restarted worker to wait for a job", this::waits);

      relay.cut();

      Await.until(TestFarm.SOON, "its grace", () -> graces(again) == 1);
      Await.until(TestFarm.SOON, "the owner's return", this::reserved);
      go();
      assertThat(farm.takeResult().result().job())
          .isEqualTo(job.withTries(new Tries(1, List.of())));
      farm.awaitSettled();
      assertThat(watched.started()).hasSize(2);
    }
  }

  /** Whether somebody would take the job at once, before its owner is back. */
  private boolean waits() throws Exception {
    try (Beanstalk client = farm.connect()) {
      return client.statsTube(ARCH).filter(tube -> tube.currentWaiting() > 0).isPresent();
    }
  }

  private static long graces(ServerProcess worker) {
    String line = "another worker may still be building it";
    return worker.logText().lines().filter(text -> text.contains(line)).count();
  }

  private boolean reservedAfter(int releases) throws Exception {
    try (Beanstalk client = farm.connect()) {
      JobStats stats = client.statsJob(1).orElseThrow(); // the first job of a new server
      return stats.releases() == releases && stats.state() == JobStats.State.RESERVED;
    }
  }

  private boolean reserved() throws Exception {
    try (Beanstalk client = farm.connect()) {
      return client.stats().currentJobsReserved() == 1;
    }
  }

  @Test
  void a_stop_after_a_cut_leaves_no_trace_of_it() throws Exception {
    try (var relay = new Relay(farm.queue().port())) {
      String through = "[beanstalkd]\nurl = beanstalk://127.0.0.1:" + relay.port();
      ServerProcess owner = farm.startWorker(RPMBUILD + "name = owner\n" + through);
      watched.awaitStarted(1);
      relay.cut();
      Await.until(TestFarm.SOON, "the loss", () -> !reserved());
      Await.until(TestFarm.SOON, "the owner's return", this::reserved);
      owner.signal("TERM");
      ServerProcess next = farm.startWorker(RPMBUILD + "name = next");

      watched.awaitStarted(2);

      go();
      assertThat(farm.takeResult().result().job()).isEqualTo(job);
      assertThat(graces(next)).isZero();
      farm.awaitSettled();
    }
  }

  @Test
  void a_worker_that_slept_too_long_ends_its_build_and_the_next_one_is_published()
      throws Exception {
    ServerProcess sleeper = farm.startWorker(RPMBUILD + "name = sleeper");
    watched.awaitStarted(1);
    String stale = watched.started().get(0);
    sleeper.signal("STOP");
    farm.queue().restart(); // beanstalkd 1.12 does not always notice that a reservation has run out
    farm.startWorker(RPMBUILD + "name = other\ngrace = 2s");
    watched.awaitStarted(2);

    sleeper.signal("CONT");

    Await.until(
        TestFarm.SOON,
        "the stale build's end",
        () -> ProcessHandle.of(Long.parseLong(stale)).isEmpty());
    assertThat(watched.count(Tubes.CREATEREPO)).isZero();
    go();
    farm.awaitSettled();
    assertThat(watched.count(Tubes.CREATEREPO)).isEqualTo(1);
    assertThat(watched.completeUploads()).isEqualTo(1);
  }

  @Test
  void a_queue_that_is_down_for_half_a_time_to_run_costs_no_build() throws Exception {
    ServerProcess owner = farm.startWorker(RPMBUILD + "name = owner");
    watched.awaitStarted(1);
    ServerProcess idle = farm.startWorker(RPMBUILD + "name = idle");
    Await.until(TestFarm.SOON, "the idle worker", () -> idle.logText().contains("is up"));
    farm.queue().process().kill();
    long down = System.nanoTime();
    Await.until(TestFarm.SOON, "the owner to notice", () -> away(owner) && away(idle));
    Await.until(
        TestFarm.SOON,
        "half a time to run",
        () -> System.nanoTime() - down > Duration.ofSeconds(2).toNanos());

    farm.queue().restart();
    Await.until(TestFarm.SOON, "the owner's return", this::reserved);
    Await.until(TestFarm.SOON, "the idle worker's return", () -> back(idle));
    go();

    farm.awaitSettled();
    assertThat(watched.started()).hasSize(1);
    assertThat(watched.completeUploads()).isEqualTo(1);
    assertThat(farm.statesUntil("DONE")).doesNotContain("queued", "LOST");
  }

  private static boolean away(ServerProcess worker) {
    return worker.logText().contains("does not answer, waiting for it");
  }

  private static boolean back(ServerProcess worker) {
    return worker.logText().contains("answers again");
  }
}
