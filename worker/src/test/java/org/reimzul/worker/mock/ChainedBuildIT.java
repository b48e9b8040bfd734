package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Status;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;
import org.reimzul.worker.Jobs;
import org.reimzul.worker.Srpms;
import org.reimzul.worker.TestFarm;
import org.reimzul.worker.Watched;

/** A whole worker with mock: chained arches, and a worker that dies while mock runs. */
class ChainedBuildIT {
  @TempDir Path dir;
  private TestFarm farm;
  private String mock;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    mock = StandIn.install(dir.resolve("lab"), dir.resolve("configs"));
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private ServerProcess worker() throws Exception {
    return farm.startWorker(
        "mock_program = " + mock + "\nmock_config_dir = " + dir.resolve("configs"));
  }

  private void chainTo(String target) throws Exception {
    Path configs = dir.resolve("configs");
    Files.copy(configs.resolve("el9.x86_64.cfg"), configs.resolve(target + ".cfg"));
  }

  @Test
  void the_chained_arch_follows_with_the_same_timestamp_and_its_parents_target() throws Exception {
    chainTo("el9.i386");
    worker();
    BuildJob job = farm.submit(Srpms.make("tiny", farm.incoming(), dir), Optional.empty());

    Manifest first = farm.takeResult();
    Manifest second = farm.takeResult();

    assertThat(first.result().job().arch()).isEqualTo("x86_64");
    assertThat(second.result().job().arch()).isEqualTo("i386");
    assertThat(second.result().job().target()).isEqualTo("el9.x86_64");
    assertThat(second.result().job().requireBuildId())
        .isEqualTo(job.requireBuildId().chained("i386"));
    assertThat(second.result().timestamp()).isEqualTo(first.result().timestamp());
    assertThat(second.files()).extracting(Artifact::name).contains("mock.cfg", "state.log");
    farm.awaitSettled();
  }

  @Test
  void nothing_is_chained_to_a_failure_or_without_a_configuration() throws Exception {
    worker();
    farm.submit(Srpms.make("tiny", farm.incoming(), dir), Optional.empty());
    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    farm.awaitSettled();
    chainTo("el9.i386");
    farm.submit(Srpms.make("needy", farm.incoming(), dir), Optional.empty());
    assertThat(farm.takeResult().result().status()).isEqualTo(Status.FAILED);
    farm.awaitSettled();

    try (var uploads = Files.list(farm.uploads())) {
      assertThat(uploads).hasSize(2);
    }
  }

  @Test
  void the_root_of_a_killed_worker_is_cleaned_by_its_successor() throws Exception {
    ServerProcess first = worker();
    farm.submit(Srpms.make("patient", farm.incoming(), dir), Optional.empty());
    Path started = dir.resolve("started");
    Await.until(TestFarm.SOON, "the build", () -> Files.exists(started));
    first.kill();
    assertThat(roots()).hasSize(1);
    Files.writeString(dir.resolve("go"), "");

    worker();

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    farm.awaitSettled();
    assertThat(roots()).isEmpty();
  }

  @Test
  void who_calls_a_build_off_calls_off_what_is_chained_to_it() throws Exception {
    chainTo("el9.i386");
    var watched = new Watched(farm, dir);
    Path srpm = Srpms.make("patient", farm.incoming(), dir);
    BuildJob parent = Jobs.of(srpm.getFileName().toString(), "x86_64", "el9.x86_64");
    publish(parent);
    farm.put(parent.encode());
    worker();
    watched.awaitStarted(1);

    watched.cancel(parent.requireBuildId());

    watched.takeEnd(parent.chainedTo("i386"), EndState.CANCELED);
    farm.awaitSettled();
    assertThat(watched.anyRuns()).isFalse();
    assertThat(roots()).isEmpty();
  }

  private void publish(BuildJob job) throws Exception {
    var result =
        new BuildEvent(
            job,
            Status.SUCCESS,
            "builder1",
            "1.0-1.el9",
            "patient",
            "20260101000000",
            Optional.of(AttemptToken.mint()),
            Optional.empty());
    var record = Json.object().put("v", 1).put("committed", "2026-01-01T00:00:00Z");
    record.putObject("manifest").set("result", result.toJson());
    Files.write(farm.commits().resolve(job.requireBuildId().value()), Json.write(record));
  }

  private List<Path> roots() throws Exception {
    try (var files = Files.list(dir.resolve("lab/basedir"))) {
      return files.filter(Files::isDirectory).filter(path -> !path.endsWith("cache")).toList();
    }
  }
}
