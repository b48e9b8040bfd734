package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.FailureKind;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.PackageFailure;

/** Whose fault the end of a build is, and what is said about it. */
abstract class VerdictContract extends MockContract {
  VerdictContract(TestMock mock) {
    super(mock);
  }

  private AbstractThrowableAssert<?, ?> assertFinal(FailureKind kind, BuildRequest request) {
    return assertThatThrownBy(() -> lab.build(request))
        .isInstanceOfSatisfying(
            PackageFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  private AbstractThrowableAssert<?, ?> assertTriedAgain(BuildRequest request) {
    return assertThatThrownBy(() -> lab.build(request))
        .isInstanceOfSatisfying(
            InfrastructureException.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.INFRASTRUCTURE));
  }

  @Test
  void a_compiled_package_leaves_packages_and_logs() throws Exception {
    Path result = lab.build("native");

    assertThat(result)
        .isDirectoryContaining("glob:**/native-1.0-1.el9.x86_64.rpm")
        .isDirectoryContaining("glob:**/native-1.0-1.el9.src.rpm");
    for (String log : new String[] {"build.log", "root.log", "state.log", "stdout", "stderr"}) {
      assertThat(result.resolve(log)).exists();
    }
    assertThat(result.resolve("state.log")).content().contains("Finish: run");
  }

  @Test
  void a_noarch_package_is_made_by_the_arch_that_was_asked_for() throws Exception {
    assertThat(lab.build("tiny")).isDirectoryContaining("glob:**/tiny-1.0-1.el9.noarch.rpm");
  }

  @Test
  void a_compile_error_is_the_packages_fault_and_quoted() throws Exception {
    assertFinal(FailureKind.PACKAGE, lab.request("broken"))
        .hasMessageContaining("%build: broken.c:1:")
        .hasMessageContaining("nowhere");
  }

  @Test
  void a_package_for_another_arch_is_refused_with_rpmbuilds_words() throws Exception {
    assertFinal(FailureKind.PACKAGE, lab.request("alien"))
        .hasMessageContaining("Architecture is not included: x86_64");
  }

  @Test
  void a_missing_build_requirement_is_a_dependency_failure_and_named() throws Exception {
    assertFinal(FailureKind.DEPENDENCY, lab.request("needy"))
        .hasMessage("dependency: No matching package to install: 'libnothere-devel >= 2.0'");
  }

  private void addRepository(String url, String more) throws Exception {
    String repository = "[gone]\\nname=gone\\nbaseurl=%s\\n%s\\n".formatted(url, more);
    lab.addLines(TestMock.TARGET, "config_opts['dnf.conf'] += \"\\n" + repository + "\"");
  }

  @Test
  void a_repository_that_does_not_answer_is_tried_again() throws Exception {
    addRepository("http://127.0.0.1:9/nothing", "skip_if_unavailable=False");

    assertTriedAgain(lab.request("tiny"))
        .hasMessageContaining("Failed to download metadata for repo 'gone'");
  }

  @Test
  void a_requirement_is_not_missing_for_sure_while_a_repository_does_not_answer() throws Exception {
    addRepository("http://127.0.0.1:9/nothing", "skip_if_unavailable=True");

    assertTriedAgain(lab.request("needy"))
        .hasMessageContaining("a repository that does not answer was left out")
        .hasMessageContaining("127.0.0.1:9");
  }

  @Test
  void a_killed_rpmbuild_is_tried_again() throws Exception {
    assertTriedAgain(lab.request("victim"))
        .hasMessageContaining("rpmbuild was killed")
        .hasMessageContaining("Child return code was: -9");
  }

  @Test
  void an_rpmbuild_that_takes_longer_than_mock_allows_has_timed_out() throws Exception {
    lab.addLines(TestMock.TARGET, "config_opts['rpmbuild_timeout'] = 2");

    assertFinal(FailureKind.TIMEOUT, lab.request("endless"))
        .hasMessageContaining("timeout: rpmbuild took too long: ERROR: Timeout(2) expired");
  }

  @Test
  void rubbish_is_the_packages_fault_though_mock_writes_no_logs() throws Exception {
    Path rubbish = Files.write(dir.resolve("rubbish-1-1.src.rpm"), new byte[3000]);

    assertFinal(FailureKind.PACKAGE, lab.request(rubbish, TestMock.TARGET))
        .hasMessageContaining("Cannot find/open srpm");
  }

  @Test
  void a_root_that_another_mock_holds_is_tried_again() throws Exception {
    BuildRequest first = lab.request("endless");
    BuildRequest second = lab.request("tiny");
    Heartbeat another = onceEndlessRuns(first, () -> lab.build(second));

    assertThatThrownBy(() -> lab.builder("1").build(first, another))
        .isInstanceOf(InfrastructureException.class)
        .hasMessageContaining("the build root is locked by another process: ")
        .hasMessageContaining("Build root is locked");
    lab.builder("1").recover(first.attempt(), Heartbeat.NONE);
  }

  @Test
  void a_farm_without_logging_configuration_is_tried_again() throws Exception {
    Files.delete(lab.configs().resolve("logging.ini"));

    assertTriedAgain(lab.request("tiny")).hasMessageContaining("logging");
  }

  @Test
  void a_configuration_that_is_no_python_is_tried_again_and_quoted() throws Exception {
    lab.addLines(TestMock.TARGET, "config_opts['macros'] = nowhere");

    assertTriedAgain(lab.request("tiny"))
        .hasMessageContaining("mock's configuration is bad: ")
        .hasMessageContaining("name 'nowhere' is not defined");
  }

  @Test
  void a_mock_that_somebody_stops_is_told_from_a_failure() throws Exception {
    BuildRequest request = lab.request("endless");
    Heartbeat stop = onceEndlessRuns(request, () -> Mocks.running(request).destroy());

    assertThatThrownBy(() -> lab.builder("1").build(request, stop))
        .isInstanceOfSatisfying(
            InfrastructureException.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CANCELED))
        .hasMessageContaining("mock was stopped by SIGTERM: Finish: build phase");
    lab.builder("1").recover(request.attempt(), Heartbeat.NONE);
  }
}
