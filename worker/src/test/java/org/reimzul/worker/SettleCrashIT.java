package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;

/**
 * A worker that is killed while it settles a job: nothing is lost, and nothing is built for ever.
 */
@Execution(ExecutionMode.CONCURRENT)
class SettleCrashIT {
  private static final String WORKER = "builder = rpmbuild\nhost = alpha\n[retry]\nfirst = 1s\n";

  @TempDir Path dir;
  private TestFarm farm;
  private Watched watched;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    watched = new Watched(farm, dir);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private BuildJob submit(String spec) throws Exception {
    return farm.submit(Srpms.make(spec, farm.incoming(), dir), Optional.empty());
  }

  private ServerProcess armed(String point, String more) throws Exception {
    Path points = dir.resolve("points");
    Files.createDirectories(points.resolve("arm"));
    Files.createFile(points.resolve("arm").resolve(point));
    return farm.startWorker(
        WORKER + more, Map.of("JAVA_TOOL_OPTIONS", "-Dreimzul.crash_points=" + points));
  }

  private void awaitCrash(ServerProcess worker, String point) {
    Await.until(TestFarm.SOON, "the crash at " + point, () -> !worker.isAlive());
    assertThat(dir.resolve("points/visited")).content().contains(point);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker.retry.decided",
        "worker.retry.put",
        "worker.retry.told",
        "worker.failing.counted",
        "queue.loop.handled",
        "queue.loop.settled"
      })
  void a_failed_build_is_built_in_the_end(String point) throws Exception {
    Files.writeString(dir.resolve("kill"), "");
    ServerProcess first = armed(point, "");
    submit("mortal");
    awaitCrash(first, point);
    Files.delete(dir.resolve("kill"));

    farm.succeed(WORKER);

    farm.awaitSettled();
    assertThat(watched.completeUploads()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker.held.decided", "worker.held.put", "worker.held.told"})
  void a_build_that_fails_for_good_is_held(String point) throws Exception {
    Files.writeString(dir.resolve("kill"), "");
    ServerProcess first = armed(point, "attempts = 1");
    BuildJob job = submit("mortal");
    awaitCrash(first, point);

    farm.succeed(WORKER + "attempts = 1");

    farm.awaitSettled();
    assertThat(watched.count(Tubes.HELD)).isPositive();
    FarmEvent held = farm.takeEvent(EventKind.HELD);
    assertThat(held.build()).isEqualTo(job.buildId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queue.replace.put",
        "queue.replace.told",
        "queue.replace.reserved",
        "queue.replace.deleted",
        "queue.loop.reserved",
        "worker.start.recovered",
        "worker.drain.up"
      })
  void a_lost_build_is_built_in_the_end(String point) throws Exception {
    ServerProcess lost = farm.startWorker(WORKER);
    submit("patient");
    watched.awaitStarted(1);
    lost.kill();
    awaitCrash(armed(point, ""), point);
    Files.writeString(dir.resolve("go"), "");

    farm.succeed(WORKER);

    farm.awaitSettled();
    assertThat(watched.completeUploads()).isEqualTo(1);
    assertThat(watched.count(Tubes.HELD)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker.failing.pinned", "worker.failing.told"})
  void a_failing_host_drains(String point) throws Exception {
    Files.writeString(dir.resolve("kill"), "");
    ServerProcess first = armed(point, "");
    submit("mortal");
    awaitCrash(first, point);

    farm.succeed(WORKER);

    Await.until(
        TestFarm.SOON,
        "the drain",
        () -> farm.takeEvent(EventKind.WORKER).data().path("state").asText().equals("drained"));
  }
}
