package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.Arches;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.worker.build.RetryConfig;

class WorkerConfigTest {
  private static WorkerConfig read(String text) throws ConfigException {
    return WorkerConfig.read(Settings.parse(text, "test.ini"), null);
  }

  @Test
  void everything_has_a_default() throws Exception {
    WorkerConfig config = read("");

    assertThat(config.served()).isEqualTo(Arches.watchedOn(Host.machine()));
    assertThat(config.incoming()).hasToString("http://localhost:11080/reimzul-incoming/");
    assertThat(config.bstore()).hasToString("http://localhost:11081/bstore/");
    assertThat(config.uploadTo()).hasToString("rsync://localhost:11874/");
    assertThat(config.workDir()).isEqualTo(Path.of("/var/lib/reimzul/worker"));
    assertThat(config.builder().kind()).isEqualTo(BuilderConfig.Kind.MOCK);
    assertThat(config.builder().configDir()).isEqualTo(Path.of("/etc/mock"));
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(65));
    assertThat(config.finishWithin()).isZero();
    assertThat(config.host()).isEqualTo(Host.name());
    assertThat(config.retry())
        .isEqualTo(
            new RetryConfig(Duration.ofMinutes(1), Duration.ofHours(1), 5, Duration.ofMinutes(2)));
  }

  @Test
  void every_problem_is_reported_at_once() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    [worker]
                    builder = docker
                    arches = x86_64 z80
                    work_dir = relative
                    upload_url = http://h/
                    mock_config_git = https://h/mock.git
                    mock_config_dir = mock
                    mock_config_branch = a..b
                    name = ../x
                    """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("docker")
        .hasMessageContaining("z80")
        .hasMessageContaining("work_dir")
        .hasMessageContaining("upload_url")
        .hasMessageContaining("mock_config_dir")
        .hasMessageContaining("a..b")
        .hasMessageContaining("../x");
  }
}
