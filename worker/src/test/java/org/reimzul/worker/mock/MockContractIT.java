package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.PackageFailure;

/** What the worker expects of mock; holds for the stand-in and for the real one. */
class MockContractIT {
  @TempDir Path dir;
  private MockLab lab;

  @BeforeEach
  void prepare() throws Exception {
    Files.setPosixFilePermissions(
        dir, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    lab = new MockLab(dir);
  }

  @Test
  void a_good_package_leaves_packages_logs_and_the_configuration_with_its_values()
      throws Exception {
    Path result = lab.build("tiny");

    assertThat(result)
        .isDirectoryContaining("glob:**/tiny-1.0-1.el9.noarch.rpm")
        .isDirectoryContaining("glob:**/tiny-1.0-1.el9.src.rpm");
    for (String log : new String[] {"build.log", "root.log", "state.log", "stdout", "stderr"}) {
      assertThat(result.resolve(log)).exists();
    }
    assertThat(result.resolve("mock.cfg"))
        .content()
        .contains("'root'] = '" + MockLab.TARGET + "'")
        .doesNotContain("TARGETNAME", "repohost");
    assertThat(result.resolve("state.log")).content().contains("Finish: run");
  }

  @Test
  void a_second_build_finds_the_root_cache_of_the_first() throws Exception {
    lab.build("tiny");

    Path second = lab.build("tiny");

    assertThat(second.resolve("state.log")).content().doesNotContain("creating root cache");
  }

  @Test
  void a_compile_error_is_the_packages_fault_and_quoted() {
    assertThatThrownBy(() -> lab.build("broken"))
        .isInstanceOf(PackageFailure.class)
        .hasMessageContaining("%build: broken.c:1:")
        .hasMessageContaining("nowhere");
  }

  @Test
  void a_missing_build_requirement_is_the_packages_fault_and_named() {
    assertThatThrownBy(() -> lab.build("needy"))
        .isInstanceOf(PackageFailure.class)
        .hasMessageContaining("No matching package to install: 'libnothere-devel >= 2.0'");
  }

  @Test
  void a_package_for_another_arch_is_refused_with_rpmbuilds_words() {
    assertThatThrownBy(() -> lab.build("alien"))
        .isInstanceOf(PackageFailure.class)
        .hasMessageContaining("error: Architecture is not included: x86_64");
  }

  @Test
  void a_killed_rpmbuild_is_tried_again() {
    assertThatThrownBy(() -> lab.build("victim"))
        .isInstanceOf(InfrastructureException.class)
        .hasMessageContaining("rpmbuild was killed");
  }

  @Test
  void a_repository_that_does_not_answer_is_tried_again() throws Exception {
    lab.addTarget(
        "gone.x86_64",
        """
        config_opts['dnf.conf'] += \"\"\"
        [gone]
        name=gone
        baseurl=http://127.0.0.1:9/nothing
        skip_if_unavailable=False
        \"\"\"
        """);
    BuildRequest request = lab.request("tiny", "gone.x86_64");

    assertThatThrownBy(() -> lab.builder("1").build(request, Heartbeat.NONE))
        .isInstanceOf(InfrastructureException.class)
        .hasMessageContaining("Failed to download metadata");
  }

  @Test
  void rubbish_is_the_packages_fault_though_mock_writes_no_logs() throws Exception {
    Path rubbish = Files.write(dir.resolve("rubbish-1-1.src.rpm"), new byte[3000]);
    BuildRequest request = lab.request(rubbish, MockLab.TARGET);

    assertThatThrownBy(() -> lab.builder("1").build(request, Heartbeat.NONE))
        .isInstanceOf(PackageFailure.class)
        .hasMessageContaining("Cannot find/open srpm");
  }

  @Test
  void a_farm_without_the_target_says_what_it_looked_for() throws Exception {
    BuildRequest request = lab.request("tiny", "el7.x86_64");

    assertThatThrownBy(() -> lab.builder("1").build(request, Heartbeat.NONE))
        .isInstanceOf(PackageFailure.class)
        .hasMessageContaining("tiny-1.0-1.el9.x86_64.cfg or el7.x86_64.cfg");
  }

  @Test
  void a_farm_without_logging_configuration_is_tried_again() throws Exception {
    Files.delete(lab.configs().resolve("logging.ini"));

    assertThatThrownBy(() -> lab.build("tiny")).isInstanceOf(InfrastructureException.class);
  }

  @Test
  void a_stopped_build_is_ended_and_its_root_can_be_used_again() throws Exception {
    BuildRequest request = lab.request("endless", MockLab.TARGET);
    MockBuilder builder = lab.builder("1");

    assertThatThrownBy(() -> builder.build(request, failOnceRpmbuildRuns(request)))
        .hasMessage("lost");
    assertThat(builder.leftOvers(request.attempt())).isTrue();
    builder.recover(request.attempt(), Heartbeat.NONE);

    assertThat(lab.build("tiny")).isDirectoryContaining("glob:**/*.noarch.rpm");
  }

  private static Heartbeat failOnceRpmbuildRuns(BuildRequest request) {
    return () -> {
      Path log = request.result().resolve("build.log");
      if (Files.exists(log) && Files.readString(log).contains("second 2")) {
        throw new IOException("lost");
      }
    };
  }

  @Test
  void two_workers_of_a_host_build_for_one_target_at_once() throws Exception {
    BuildRequest first = lab.request("endless", MockLab.TARGET);
    BuildRequest second = lab.request("tiny", MockLab.TARGET);
    var built = new AtomicBoolean();
    Heartbeat buildsAnother =
        () -> {
          failOnceRpmbuildRunsAfter(first, built, second);
        };

    assertThatThrownBy(() -> lab.builder("1").build(first, buildsAnother)).hasMessage("lost");
    lab.builder("1").recover(first.attempt(), Heartbeat.NONE);

    assertThat(built).isTrue();
    assertThat(second.result()).isDirectoryContaining("glob:**/*.noarch.rpm");
  }

  private void failOnceRpmbuildRunsAfter(
      BuildRequest first, AtomicBoolean built, BuildRequest second)
      throws IOException, InterruptedException {
    Path log = first.result().resolve("build.log");
    if (Files.exists(log) && Files.readString(log).contains("second 2")) {
      try {
        lab.builder("2").build(second, Heartbeat.NONE);
      } catch (PackageFailure e) {
        throw new AssertionError(e);
      }
      built.set(true);
      throw new IOException("lost");
    }
  }

  @Test
  void a_broken_root_cache_is_thrown_away_so_that_the_next_try_works() throws Exception {
    assumeTrue(lab.standsIn(), "breaking a real cache would break other builds of its root");
    lab.build("tiny");
    Files.writeString(dir.resolve("basedir/cache").resolve(MockLab.TARGET), "half\n");

    assertThatThrownBy(() -> lab.build("tiny"))
        .isInstanceOf(InfrastructureException.class)
        .hasMessageContaining("No such file or directory: '/bin/rpm'");

    assertThat(lab.build("tiny")).isDirectoryContaining("glob:**/*.noarch.rpm");
  }
}
