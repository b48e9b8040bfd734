package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Status;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.worker.GitHost;
import org.reimzul.worker.Requests;
import org.reimzul.worker.RunningWorker;
import org.reimzul.worker.TestFarm;
import org.reimzul.worker.Tiny;

/** Source packages for an arch that no configuration here is for. */
class OtherArchIT {
  private static final String ARCH = "aarch64";

  @TempDir Path dir;
  private TestFarm farm;
  private GitHost host;
  private Path configs;
  private String worker;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    host = GitHost.start(Files.createDirectories(dir.resolve("git")));
    configs = dir.resolve("configs");
    String mock = StandIn.install(Files.createDirectories(dir.resolve("lab")), configs);
    worker = "mock_program = " + mock + "\nmock_config_dir = " + configs + "\n" + host.ini();
    host.commit("tiny", "c9", Tiny.files("tiny", "one"));
    farm.put(Requests.of("tiny", "c9", "HEAD", ARCH));
  }

  @AfterEach
  void stop() {
    host.close();
    farm.close();
  }

  @Test
  void are_made_with_the_configuration_of_an_arch_that_is_served() throws Exception {
    try (RunningWorker any = farm.runWorker(worker)) {
      assertThat(any).isNotNull();
      BuildJob job = BuildJob.decode(farm.take(TubeName.of(ARCH)));

      assertThat(job.srpm()).isEqualTo("tiny-1.0-1.el9.src.rpm");
      assertThat(job.target()).isEqualTo("el9.aarch64");
      farm.awaitSettled();
    }
  }

  @Test
  void fail_where_the_target_has_none_at_all() throws Exception {
    Files.delete(configs.resolve("el9.x86_64.cfg"));
    try (RunningWorker any = farm.runWorker(worker)) {
      assertThat(any).isNotNull();
      BuildEvent result = farm.takeResult().result();

      assertThat(result.status()).isEqualTo(Status.FAILED);
      assertThat(result.reason().orElseThrow())
          .contains("no mock configuration")
          .contains("el9.aarch64.cfg");
      farm.awaitSettled();
    }
  }
}
