package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.ServerProcess;

/** What a worker, as a process of its own, does when something else goes away. */
class OutageIT {
  private static final String RPMBUILD = "builder = rpmbuild";

  @TempDir Path dir;
  private TestFarm farm;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private BuildJob submitPatient() throws Exception {
    return farm.submit(Srpms.make("patient", farm.incoming(), dir), Optional.empty());
  }

  private List<String> starts() throws Exception {
    Path started = dir.resolve("started");
    return Files.exists(started) ? Files.readAllLines(started) : List.of();
  }

  private void awaitStarts(int count) {
    Await.until(TestFarm.SOON, "start number " + count, () -> starts().size() == count);
  }

  private void go() throws Exception {
    Files.writeString(dir.resolve("go"), "");
  }

  private static boolean runs(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  private static long occurrences(ServerProcess worker, String text) {
    return worker.logText().lines().filter(line -> line.contains(text)).count();
  }

  @Test
  void waits_for_the_rsync_daemon_and_says_so_once() throws Exception {
    farm.rsync().process().close();
    ServerProcess worker = farm.startWorker(RPMBUILD);
    farm.submit(Srpms.make("tiny", farm.incoming(), dir), Optional.empty());
    Await.until(
        TestFarm.SOON, "a wait", () -> occurrences(worker, "rsync daemon does not answer") == 1);
    assertThat(farm.statesUntil("UPLOADING")).contains("BUILDING");
    FarmEvent waits = farm.takeEvent(EventKind.WAITS);
    assertThat(waits.reason().orElseThrow()).startsWith("bstore's rsync daemon: ");

    farm.rsync().restart();

    assertThat(farm.takeEvent(EventKind.WAITS).reason()).isEmpty();
    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    farm.awaitSettled();
    assertThat(occurrences(worker, "rsync daemon does not answer")).isEqualTo(1);
    assertThat(occurrences(worker, "rsync daemon answers again")).isEqualTo(1);
  }

  @Test
  void waits_for_the_controllers_http_server() throws Exception {
    int port = FreePort.next();
    String ini =
        RPMBUILD + "\n[controller]\nurl = http://127.0.0.1:" + port + "/"; // the later one counts
    ServerProcess worker = farm.startWorker(ini);
    farm.submit(Srpms.make("tiny", farm.incoming(), dir), Optional.empty());
    Await.until(
        TestFarm.SOON,
        "a wait",
        () -> occurrences(worker, "controller's http server does not answer") == 1);
    var handler = new StaticFiles("/reimzul-incoming/", farm.incoming(), Set.of());
    var late =
        new WebServer(
            new InetSocketAddress("127.0.0.1", port), Map.of("/reimzul-incoming/", handler));
    late.start();
    try {
      assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    } finally {
      late.stop();
    }
  }

  @Test
  void builds_on_through_a_restart_of_the_queue() throws Exception {
    farm.startWorker(RPMBUILD);
    submitPatient();
    awaitStarts(1);
    farm.queue().process().kill();
    farm.queue().restart();
    Await.until(TestFarm.SOON, "the worker to take its job back", () -> reserved() == 1);

    go();

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    farm.awaitSettled();
    assertThat(starts()).hasSize(1);
    assertThat(dir.resolve("uploads")).isDirectoryContaining(any -> true);
    try (var uploads = Files.list(farm.uploads())) {
      assertThat(uploads).hasSize(1);
    }
  }

  private long reserved() throws Exception {
    try (Beanstalk client = farm.connect()) {
      return client.stats().currentJobsReserved();
    }
  }

  @Test
  void an_idle_worker_leaves_a_running_build_to_its_owner() throws Exception {
    farm.startWorker(RPMBUILD);
    submitPatient();
    awaitStarts(1);
    ServerProcess idle = farm.startWorker(RPMBUILD);
    Await.until(TestFarm.SOON, "the idle worker", () -> idle.logText().contains("is up"));
    farm.queue().process().kill();
    farm.queue().restart();
    Await.until(TestFarm.SOON, "the owner to take its job back", () -> reserved() == 1);

    go();

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    farm.awaitSettled();
    assertThat(starts()).hasSize(1);
  }

  @Test
  void the_successor_of_a_killed_worker_builds_at_once_and_ends_what_was_left() throws Exception {
    ServerProcess first = farm.startWorker(RPMBUILD);
    submitPatient();
    awaitStarts(1);
    String orphan = starts().get(0);
    first.kill();
    assertThat(runs(orphan)).isTrue();

    farm.startWorker(RPMBUILD);
    awaitStarts(2);
    assertThat(runs(orphan)).isFalse();
    go();

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    assertThat(farm.statesUntil("DONE"))
        .containsExactly(
            "LEASED",
            "PREPARING",
            "BUILDING",
            "LOST",
            "queued", // with one more try behind it
            "LEASED",
            "PREPARING",
            "BUILDING",
            "UPLOADING",
            "DONE");
    farm.awaitSettled();
  }

  @Test
  void a_stranger_waits_once_for_a_dead_workers_return_and_then_builds() throws Exception {
    ServerProcess first = farm.startWorker(RPMBUILD + "\nname = first");
    submitPatient();
    awaitStarts(1);
    ServerProcess second = farm.startWorker(RPMBUILD + "\nname = second\ngrace = 2s");
    Await.until(TestFarm.SOON, "the second worker", () -> second.logText().contains("is up"));
    first.kill();
    go();

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    assertThat(occurrences(second, "another worker may still be building it")).isEqualTo(1);
  }

  @Test
  void a_stopped_worker_ends_its_build_and_hands_the_job_back() throws Exception {
    ServerProcess worker = farm.startWorker(RPMBUILD);
    submitPatient();
    awaitStarts(1);
    String build = starts().get(0);

    worker.signal("TERM");

    worker.awaitExit(Duration.ofSeconds(20));
    assertThat(runs(build)).isFalse();
    assertThat(farm.statesUntil("ABORTED")).endsWith("BUILDING", "ABORTED");
    assertThat(farm.jobs()).isEqualTo(1);
    assertThat(reserved()).isZero();
    try (var left = Files.list(farm.work().resolve("1"))) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "journal");
    }
  }

  @Test
  void a_build_whose_job_somebody_else_has_taken_is_stopped() throws Exception {
    ServerProcess owner = farm.startWorker(RPMBUILD);
    submitPatient();
    awaitStarts(1);
    String build = starts().get(0);
    owner.signal("STOP"); // or it might be faster than the thief
    farm.queue().process().kill();
    farm.queue().restart();

    try (Beanstalk thief = farm.connect()) {
      assertThat(thief.reserveJob(1)).isPresent();
      owner.signal("CONT");
      Await.until(
          TestFarm.SOON,
          "the build's end",
          () -> {
            thief.touch(1);
            return !runs(build);
          });
    }
    assertThat(farm.statesUntil("LOST")).endsWith("LOST");
  }

  @Test
  void every_attempt_says_on_which_host_it_runs() throws Exception {
    farm.startWorker(RPMBUILD);
    farm.submit(Srpms.make("tiny", farm.incoming(), dir), Optional.empty());

    FarmEvent leased = FarmEvent.decode(farm.take(Tubes.EVENTS));

    assertThat(leased.data().path("host").asText()).isNotEmpty();
    assertThat(leased.data().path("job").path("srpm").asText()).startsWith("tiny-");
  }
}
