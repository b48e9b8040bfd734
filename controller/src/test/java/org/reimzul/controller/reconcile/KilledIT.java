package org.reimzul.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.ControllerMain;
import org.reimzul.controller.TestBstore;
import org.reimzul.controller.TestBuilds;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.AlreadyPublished;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;

class KilledIT {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int KILLED = 137;
  private static final List<String> POINTS =
      List.of(
          "reconcile.turn.taken",
          "reconcile.walk.begun",
          "reconcile.job.missing",
          "reconcile.job.put",
          "reconcile.job.told",
          "reconcile.held.put",
          "reconcile.held.told",
          "reconcile.end.notified",
          "reconcile.end.told",
          "order.parents.published",
          "order.job.put",
          "order.job.told",
          "order.end.asked",
          "reindex.job.submitted",
          "reindex.job.placed");

  @TempDir Path dir;

  @Test
  void a_controller_killed_at_every_point_mends_everything_and_puts_nothing_twice()
      throws Exception {
    try (var bstore = new TestBstore(dir.resolve("bstore"));
        var farm = new TestFarm(dir, true);
        var builds = new TestBuilds(farm)) {
      BuildJob lost = TestBuilds.job();
      BuildJob alike = TestBuilds.job(); // a job put before a kill is only told of after it
      for (BuildJob job : List.of(lost, alike)) {
        farm.delete(builds.submit(job));
      }
      BuildJob held = TestBuilds.job();
      BuildJob likewise = TestBuilds.job();
      for (BuildJob job : List.of(held, likewise)) {
        builds.tellSubmitted(job);
        builds.tellPlace(EventKind.HELD, job, Tubes.HELD, 9999);
      }
      BuildJob failed = TestBuilds.job();
      farm.delete(builds.submit(failed));
      bstore.commit(failed, Status.FAILED, Instant.now());
      BuildJob skipped = TestBuilds.job();
      farm.delete(builds.submit(skipped));
      String reason = AlreadyPublished.reason(TestBuilds.job().requireBuildId());
      bstore.commit(skipped, EndState.SKIPPED, reason);
      BuildJob goesOn = TestBuilds.job().withAfter(List.of(skipped.requireBuildId()));
      builds.submit(goesOn);
      BuildJob never = TestBuilds.job().withAfter(List.of(failed.requireBuildId()));
      builds.submit(never);
      BuildJob unheard = TestBuilds.job();
      builds.put(Tubes.HELD, unheard.encode(), Tubes.NOW);
      var reindex = new BstoreRequest.Reindex("jane", Instant.now());
      builds.put(Tubes.REINDEX, reindex.encode(), Tubes.BUILD);

      Path ini = write(farm, bstore);
      Path points = arm();
      while (!armed(points).isEmpty()) { // two may be reached at once, and are one death
        try (ServerProcess daemon = launch(ini, points)) {
          Await.until(
              SOON,
              "a kill at one of " + armed(points),
              () -> !serve(builds, bstore) && !daemon.isAlive());
          assertThat(daemon.awaitExit(SOON)).isEqualTo(KILLED);
        }
      }
      try (ServerProcess daemon = launch(ini, points)) {
        Map<BuildJob, String> expected =
            Map.of(
                lost,
                "QUEUED",
                alike,
                "QUEUED",
                held,
                "HELD",
                likewise,
                "HELD",
                failed,
                "FAILED",
                skipped,
                "SKIPPED",
                goesOn,
                "QUEUED",
                unheard,
                "HELD",
                never,
                "CANCELED");
        expected.forEach(
            (job, state) ->
                Await.until(
                    SOON, job + " " + state, () -> !serve(builds, bstore) && is(farm, job, state)));
        Await.until(SOON, "the request to be done", () -> farm.waiting("reindex") == 0);
        for (BuildJob job : List.of(lost, alike, goesOn)) {
          assertThat(builds.awaitQueued(job).tube().value()).isEqualTo("x86_64");
        }
        for (BuildJob job : List.of(held, likewise, unheard)) {
          assertThat(builds.awaitQueued(job).tube()).isEqualTo(Tubes.HELD);
        }
        assertThat(builds.queued()).doesNotContainKey(failed.requireBuildId());
        assertThat(daemon.isAlive()).isTrue();
      }
    }
  }

  /** Commits what bstore is asked to; returns whether there was something. */
  private static boolean serve(TestBuilds builds, TestBstore bstore) throws Exception {
    builds.queue.use(Tubes.BSTORE);
    Optional<Job> request = builds.queue.peekReady();
    if (request.isEmpty()) {
      return false;
    }
    BuildEnd end = ((BstoreRequest.End) BstoreRequest.decode(request.get().body())).end();
    if (!bstore.committed(end.job())) {
      bstore.commit(end.job(), end.state(), end.reason());
    }
    return builds.queue.delete(request.get().id());
  }

  private static List<String> armed(Path points) throws Exception {
    try (Stream<Path> armed = Files.list(points.resolve("arm"))) {
      return armed.map(point -> point.getFileName().toString()).toList();
    }
  }

  private static boolean is(TestFarm farm, BuildJob job, String state) {
    return farm.all("builds").stream()
        .filter(build -> build.getString("_id").equals(job.requireBuildId().value()))
        .anyMatch(build -> build.getString("state").equals(state));
  }

  private Path write(TestFarm farm, TestBstore bstore) throws Exception {
    String more = "[reconcile]\nevery = 100ms\nyoung = 300ms\n[bstore]\nbase_url = ";
    Path ini = dir.resolve("reimzul.ini");
    return Files.writeString(ini, farm.ini() + more + bstore.url(), StandardCharsets.UTF_8);
  }

  private Path arm() throws Exception {
    Path points = dir.resolve("points");
    Files.createDirectories(points.resolve("arm"));
    for (String point : POINTS) {
      Files.createFile(points.resolve("arm").resolve(point));
    }
    return points;
  }

  private ServerProcess launch(Path ini, Path points) {
    return ServerProcess.start(
        "controller",
        dir.resolve("controller.log"),
        Map.of(),
        Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-D" + CrashPoint.PROPERTY + "=" + points,
                "-cp",
                System.getProperty("java.class.path"),
                ControllerMain.class.getName(),
                "--config",
                ini.toString())
            .collect(Collectors.toList()));
  }
}
