package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;

/** {@code upload = original}: bstore is still the original's. */
class OriginalBstoreIT {
  private static final String WORKER = "builder = rpmbuild\nupload = original\ngrace = 2s\n";

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

  private BuildEvent told(Status status) throws Exception {
    BuildEvent event = BuildEvent.decode(farm.take(Tubes.NOTIFY));
    assertThat(event.status()).isEqualTo(status);
    return event;
  }

  private Path place(BuildEvent event) {
    return farm.repository()
        .resolve(event.pkgname())
        .resolve(event.timestamp())
        .resolve(event.evr() + "." + event.job().arch());
  }

  private static Set<String> names(Path place) throws Exception {
    try (Stream<Path> files = Files.list(place)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void a_success_is_uploaded_then_announced_and_then_asked_to_be_listed() throws Exception {
    try (RunningWorker worker = farm.runWorker(WORKER)) {
      BuildJob job = submit("tiny");
      BuildEvent building = told(Status.BUILDING);
      BuildEvent success = told(Status.SUCCESS);
      assertThat(success.timestamp()).isEqualTo(building.timestamp());
      assertThat(names(place(success)))
          .contains("build.log", "root.log", "stdout", "stderr")
          .anyMatch(name -> name.endsWith(".src.rpm"))
          .noneMatch(name -> name.endsWith(".json"));
      BuildEvent asked = BuildEvent.decode(farm.take(Tubes.CREATEREPO));
      assertThat(asked).isEqualTo(success);
      assertThat(asked.job().buildId()).isEqualTo(job.buildId());
      farm.awaitSettled();
      assertThat(watched.completeUploads()).isZero();
    }
  }

  @Test
  void a_failed_build_leaves_its_logs_and_is_not_listed() throws Exception {
    try (RunningWorker worker = farm.runWorker(WORKER)) {
      submit("broken");
      told(Status.BUILDING);
      assertThat(names(place(told(Status.FAILED))))
          .contains("build.log", "root.log")
          .noneMatch(name -> name.endsWith(".rpm"));
      farm.awaitSettled();
      assertThat(watched.count(Tubes.CREATEREPO)).isZero();
    }
  }

  @Test
  void nothing_is_announced_before_rsync_has_ended_well() throws Exception {
    farm.rsync().process().close();
    try (RunningWorker worker = farm.runWorker(WORKER)) {
      submit("tiny");
      told(Status.BUILDING);
      watched.reasonOf("UPLOADING");
      assertThat(watched.count(Tubes.NOTIFY)).isZero();
      farm.rsync().restart();
      assertThat(place(told(Status.SUCCESS)).resolve("build.log")).exists();
    }
  }

  @Test
  void what_is_not_for_this_arch_is_told_to_the_record_as_bstore_knows_no_such_end()
      throws Exception {
    try (RunningWorker worker = farm.runWorker(WORKER)) {
      BuildJob job = submit("alien");
      FarmEvent ended = farm.takeEvent(EventKind.ENDED);
      assertThat(ended.build()).isEqualTo(job.buildId());
      assertThat(ended.data().path("state").asText()).isEqualTo("SKIPPED");
      farm.awaitSettled();
      assertThat(watched.count(Tubes.BSTORE)).isZero();
    }
  }

  @Test
  void what_the_record_knows_to_have_ended_is_not_built_again() throws Exception {
    BuildJob job = submit("tiny");
    Files.writeString(
        farm.recorded().resolve(job.requireBuildId().value()),
        "{\"state\": \"PUBLISHED\", \"result\": {\"timestamp\": \"20261121100000\"}}");
    try (RunningWorker worker = farm.runWorker(WORKER)) {
      farm.awaitSettled();
      assertThat(watched.anyAttempt()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"worker.original.begins", "worker.original.sent", "worker.original.announced"})
  void a_crash_leaves_one_result_which_is_announced(String point) throws Exception {
    Path points = dir.resolve("points");
    Files.createDirectories(points.resolve("arm"));
    Files.createFile(points.resolve("arm").resolve(point));
    ServerProcess first =
        farm.startWorker(WORKER, Map.of("JAVA_TOOL_OPTIONS", "-Dreimzul.crash_points=" + points));
    submit("tiny");
    Await.until(TestFarm.SOON, "the crash at " + point, () -> !first.isAlive());

    farm.startWorker(WORKER);
    farm.awaitSettled();
    BuildEvent asked = BuildEvent.decode(farm.take(Tubes.CREATEREPO));
    assertThat(asked.status()).isEqualTo(Status.SUCCESS);
    assertThat(names(place(asked))).anyMatch(name -> name.endsWith(".src.rpm"));
    assertThat(names(place(asked).getParent().getParent())).containsExactly(asked.timestamp());
    BuildEvent last = told(Status.BUILDING);
    while (last.status() == Status.BUILDING) {
      last = BuildEvent.decode(farm.take(Tubes.NOTIFY));
    }
    assertThat(last.timestamp()).isEqualTo(asked.timestamp());
  }
}
