package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;
import org.reimzul.worker.GitHost;
import org.reimzul.worker.RunningWorker;
import org.reimzul.worker.Srpms;
import org.reimzul.worker.TestFarm;
import org.reimzul.worker.Watched;

/** How far a chain goes when not every arch of it is published. */
class ChainEndsIT {
  @TempDir Path dir;
  private TestFarm farm;
  private Watched watched;
  private Path configs;
  private String mock;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    watched = new Watched(farm, dir);
    configs = dir.resolve("configs");
    mock = StandIn.install(dir.resolve("lab"), configs);
    configure("i386");
    configure("noarch");
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private void configure(String arch) throws Exception {
    String text = Files.readString(configs.resolve("el9.x86_64.cfg"));
    String own = text.replace("['target_arch'] = 'x86_64'", "['target_arch'] = '" + arch + "'");
    Files.writeString(configs.resolve("el9." + arch + ".cfg"), own);
  }

  private RunningWorker worker() throws Exception {
    return farm.runWorker("mock_program = " + mock + "\nmock_config_dir = " + configs);
  }

  private BuildJob submit(String spec) throws Exception {
    return farm.submit(Srpms.make(spec, farm.incoming(), dir), Optional.empty());
  }

  private BuildEvent takeResult(String arch, Status status) throws Exception {
    BuildEvent result = farm.takeResult().result();
    assertThat(result.job().arch()).isEqualTo(arch);
    assertThat(result.status()).isEqualTo(status);
    return result;
  }

  @Test
  void goes_on_past_an_arch_that_the_package_excludes() throws Exception {
    BuildJob job = submit("kernel");
    try (RunningWorker any = worker()) {
      assertThat(any).isNotNull();
      BuildEvent first = takeResult("x86_64", Status.SUCCESS);
      String reason = watched.takeEnd(job.chainedTo("i386"), EndState.SKIPPED);
      BuildEvent last = takeResult("noarch", Status.SUCCESS);

      assertThat(reason).endsWith("Architecture is not included: i386");
      assertThat(last.timestamp()).isEqualTo(first.timestamp());
      assertThat(last.job().requireBuildId()).isEqualTo(job.requireBuildId().chained("noarch"));
      assertThat(last.job().target()).isEqualTo("el9.x86_64");
      farm.awaitSettled();
    }
  }

  @Test
  void begins_with_an_arch_that_the_package_excludes() throws Exception {
    BuildJob job = submit("olden");
    try (RunningWorker any = worker()) {
      assertThat(any).isNotNull();
      assertThat(watched.takeEnd(job, EndState.SKIPPED)).startsWith("not for x86_64: ");

      takeResult("i386", Status.SUCCESS);

      farm.awaitSettled();
      assertThat(BuildEvent.decode(farm.take(Tubes.NOTIFY)).job().arch()).isEqualTo("i386");
      assertThat(watched.count(Tubes.NOTIFY)).isZero(); // no word of x86_64, and so no mail
    }
  }

  @Test
  void stops_after_a_failure() throws Exception {
    submit("kernel-plus");
    try (RunningWorker any = worker()) {
      assertThat(any).isNotNull();
      takeResult("x86_64", Status.SUCCESS);
      takeResult("i386", Status.FAILED);

      farm.awaitSettled();
      assertThat(watched.completeUploads()).isEqualTo(2);
    }
  }

  @Test
  void goes_on_at_another_host_where_a_killed_worker_left_it() throws Exception {
    String git = "mock_program = " + mock + "\nmock_config_git = " + configRepository();
    Path points = dir.resolve("points");
    Files.createDirectories(points.resolve("arm"));
    Files.createFile(points.resolve("arm/worker.chain.next"));
    ServerProcess first =
        farm.startWorker(git, Map.of("JAVA_TOOL_OPTIONS", "-Dreimzul.crash_points=" + points));
    submit("tiny");
    Manifest parent = farm.takeResult();
    Await.until(TestFarm.SOON, "the crash", () -> !first.isAlive());
    publish(parent);

    try (RunningWorker any =
        farm.runWorker(git + "\nhost = another\ngrace = 0\nwork_dir = " + dir.resolve("other"))) {
      assertThat(any).isNotNull();
      BuildEvent chained = takeResult("i386", Status.SUCCESS);
      assertThat(chained.timestamp()).isEqualTo(parent.result().timestamp());
      farm.awaitSettled();
      assertThat(watched.completeUploads()).isEqualTo(2); // the parent was not built again
      assertThat(watched.count(Tubes.CREATEREPO)).isZero();
    }
  }

  private String configRepository() throws Exception {
    GitHost.git(configs, "init", "--quiet");
    GitHost.git(configs, "add", "--all");
    GitHost.git(configs, "commit", "--quiet", "--message=configurations");
    return "file://" + configs;
  }

  private void publish(Manifest manifest) throws Exception {
    var commit = Json.object().put("v", 1).put("committed", "2026-01-01T00:00:00Z");
    commit.set("manifest", manifest.toJson());
    String build = manifest.attempt().build().value();
    Files.write(farm.commits().resolve(build), Json.write(commit));
  }
}
