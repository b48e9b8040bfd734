package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;

/** A worker that is killed between any two effects; its successor makes one of one build. */
@Execution(ExecutionMode.CONCURRENT)
class CrashIT {
  private static final String WORKER = "builder = rpmbuild\ngrace = 2s";

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

  /** Kills a worker at this point of its work, and starts another in its place. */
  private void crashAt(String point) throws Exception {
    killAt(point);
    farm.succeed(WORKER);
  }

  private void killAt(String point) throws Exception {
    Path points = dir.resolve("points");
    Files.createDirectories(points.resolve("arm"));
    Files.createFile(points.resolve("arm").resolve(point));
    Map<String, String> armed = Map.of("JAVA_TOOL_OPTIONS", "-Dreimzul.crash_points=" + points);
    ServerProcess first = farm.startWorker(WORKER, armed);
    Await.until(TestFarm.SOON, "the crash at " + point, () -> !first.isAlive());
    assertThat(points.resolve("visited")).content().contains(point);
  }

  private void handsOver(int attempts) throws Exception {
    farm.awaitSettled();
    nothingIsLeft();
    Set<String> handedOver = new TreeSet<>();
    while (watched.count(Tubes.CREATEREPO) > 0) {
      BuildEvent event = BuildEvent.decode(farm.take(Tubes.CREATEREPO));
      handedOver.add(event.attempt().orElseThrow().value());
    }
    assertThat(handedOver).hasSize(1);
    assertThat(watched.completeUploads()).isEqualTo(attempts);
    farm.statesUntil("DONE");
  }

  private BuildJob submit(String spec) throws Exception {
    return farm.submit(Srpms.make(spec, farm.incoming(), dir), Optional.empty());
  }

  private void nothingIsLeft() throws Exception {
    Path own = farm.work().resolve("1");
    Await.until(TestFarm.SOON, "the attempts to be removed", () -> left(own).isEmpty());
  }

  private static List<String> left(Path own) throws Exception {
    try (var files = Files.list(own)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("[0-9a-z]{26}.*\\.[0-9a-f]{16}"))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker.history.asked",
        "worker.attempt.begins",
        "worker.attempt.leased",
        "worker.attempt.made",
        "worker.attempt.preparing",
        "worker.attempt.fetched",
        "worker.attempt.told",
        "worker.attempt.building",
        "worker.attempt.works",
        "worker.attempt.built",
        "worker.attempt.tidied",
        "worker.attempt.uploading",
        "worker.handover.described",
        "worker.handover.sending",
        "worker.handover.files_sent",
        "worker.handover.journaled",
        "worker.handover.put",
        "worker.attempt.done",
        "worker.attempt.settled",
        "worker.attempt.removed"
      })
  void hands_one_result_over(String point) throws Exception {
    submit("tiny");

    crashAt(point);

    handsOver(1);
  }

  @Test
  void builds_a_job_of_an_original_submitter_under_the_id_that_it_told() throws Exception {
    String srpm = Srpms.make("tiny", farm.incoming(), dir).getFileName().toString();
    farm.put(
        "{\"srpm\":\"%s\",\"arch\":\"x86_64\",\"target\":\"el9.x86_64\",\"disttag\":\".el9\"}"
            .formatted(srpm)
            .getBytes(StandardCharsets.UTF_8));

    crashAt("worker.turn.named");

    BuildEvent end = BuildEvent.decode(farm.take(Tubes.CREATEREPO));
    assertThat(farm.takeEvent(EventKind.QUEUED).build()).isEqualTo(end.job().buildId());
    farm.awaitSettled();
  }

  @Test
  void hands_the_second_over_when_it_dies_before_it_could_note_the_first() throws Exception {
    submit("tiny");

    crashAt("worker.handover.manifest_sent");

    handsOver(2); // bstore takes the first that it sees
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker.recover.settled",
        "worker.recover.told",
        "worker.history.known",
        "worker.history.repeated"
      })
  void hands_one_result_over_though_its_successor_dies_as_well(String point) throws Exception {
    submit("tiny");
    killAt("worker.handover.journaled");

    crashAt(point);

    handsOver(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker.end.put", "worker.attempt.done"})
  void ends_a_skipped_build(String point) throws Exception {
    BuildJob job = submit("alien");

    crashAt(point);

    farm.awaitSettled();
    nothingIsLeft();
    while (watched.count(Tubes.BSTORE) > 0) {
      watched.takeEnd(job, EndState.SKIPPED);
    }
    assertThat(watched.count(Tubes.CREATEREPO)).isZero();
    farm.statesUntil("DONE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker.broken.settled", "worker.broken.told", "worker.end.put"})
  void ends_a_canceled_build(String point) throws Exception {
    BuildJob job = submit("patient");
    Thread caller =
        new Thread(
            () -> {
              try {
                watched.awaitStarted(1);
                watched.cancel(job.requireBuildId());
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    caller.start();

    crashAt(point);

    caller.join();
    farm.awaitSettled();
    nothingIsLeft();
    assertThat(watched.takeEnd(job, EndState.CANCELED)).contains("alice");
    assertThat(watched.anyRuns()).isFalse();
    assertThat(watched.completeUploads()).isZero();
  }
}
