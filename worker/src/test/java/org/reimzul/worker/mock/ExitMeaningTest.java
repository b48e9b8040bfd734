package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.core.process.Exit;
import org.reimzul.worker.builder.FailureKind;

/** With the words that mock 6.7 wrote when each of these happened. */
class ExitMeaningTest {
  private static final String METADATA =
      "DEBUG util.py:461:  Error: Failed to download metadata for repo 'base': Cannot download"
          + " repomd.xml\n";

  @TempDir Path result;

  private ExitMeaningTest log(String name, String text) throws Exception {
    Files.writeString(result.resolve(name), text);
    return this;
  }

  private Verdict exit(int code) throws Exception {
    return ExitMeaning.of(new Exit(code, false), result);
  }

  @Test
  void a_failure_after_rpmbuild_began_is_the_packages() throws Exception {
    log("state.log", "2026 - Start: rpmbuild a.src.rpm\n2026 - Finish: rpmbuild a.src.rpm\n");
    log(
        "build.log",
        """
        a.c:3:5: error: 'x' undeclared
        make: *** [a] Error 1
        error: Bad exit status from /var/tmp/rpm-tmp.Z (%build)
        """);

    assertThat(exit(1))
        .isEqualTo(new Verdict(FailureKind.PACKAGE, "%build: a.c:3:5: error: 'x' undeclared"));
  }

  @Test
  void the_same_code_before_rpmbuild_began_is_a_broken_cache() throws Exception {
    log("state.log", "2026 - Start: build setup for a.src.rpm\n2026 - Finish: clean chroot\n");
    log("stderr", "Traceback\nFileNotFoundError: [Errno 2] No such file: '/bin/rpm'\n");

    assertThat(exit(1).kind()).isEqualTo(FailureKind.INFRASTRUCTURE);
    assertThat(exit(1).poisoned()).isTrue();
    assertThat(exit(1).reason()).contains("/bin/rpm");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 137})
  void whatever_ends_mock_while_it_unpacks_the_cache_the_cache_is_thrown_away(int code)
      throws Exception {
    log("state.log", "2026 - Start: unpacking root cache\n2026 - Start: clean chroot\n");
    log("stderr", "ERROR: Command failed: \n # /bin/tar -xf cache.tar.gz\n\nFinish: run\n");

    assertThat(exit(code))
        .isEqualTo(
            new Verdict(
                FailureKind.INFRASTRUCTURE,
                "mock cannot unpack its root cache:"
                    + " ERROR: Command failed: # /bin/tar -xf cache.tar.gz",
                true));
  }

  @Test
  void a_source_package_that_mock_cannot_read_is_the_packages() throws Exception {
    log("stderr", "Start: run\nERROR: Cannot find/open srpm: /x/a.src.rpm. Error: header\n");

    assertThat(exit(1).kind()).isEqualTo(FailureKind.PACKAGE);
  }

  @Test
  void thirty_with_a_missing_requirement_is_the_packages() throws Exception {
    log("root.log", "DEBUG util.py:461:  No matching package to install: 'b >= 2'\n");

    assertThat(exit(30))
        .isEqualTo(new Verdict(FailureKind.DEPENDENCY, "No matching package to install: 'b >= 2'"));
  }

  @Test
  void thirty_with_a_silent_repository_is_ours() throws Exception {
    log("root.log", METADATA);

    assertThat(exit(30).kind()).isEqualTo(FailureKind.INFRASTRUCTURE);
    assertThat(exit(30).reason()).startsWith("Error: Failed to download metadata");
  }

  @Test
  void thirty_with_both_is_the_packages_as_the_repository_may_be_absent() throws Exception {
    log(
        "root.log",
        METADATA
            + "    - Status code: 404 for http://h/\nIgnoring repositories: farm\nNo matching package to install: 'b'\n");

    assertThat(exit(30).kind()).isEqualTo(FailureKind.DEPENDENCY);
  }

  @Test
  void thirty_while_the_buildroot_is_made_is_ours_whatever_dnf_says() throws Exception {
    log("state.log", "2026 - Start: installing minimal buildroot with dnf\n");
    log("root.log", "DEBUG util.py:461:    - nothing provides bash needed by rpm-build\n");

    assertThat(exit(30).kind()).isEqualTo(FailureKind.INFRASTRUCTURE);
  }

  @Test
  void thirty_for_an_uninstallable_requirement_is_the_packages() throws Exception {
    log("state.log", "2026 - Start: build setup for a.src.rpm\n");
    log("root.log", "DEBUG util.py:461:    - nothing provides libx.so.1 needed by x-devel\n");

    assertThat(exit(30).kind()).isEqualTo(FailureKind.DEPENDENCY);
    assertThat(exit(30).reason()).contains("nothing provides libx.so.1");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 6, 20, 50, 60, 70, 80, 90, 110, 137, 247})
  void the_machines_failures_are_ours(int code) throws Exception {
    log("state.log", "2026 - Start: rpmbuild a.src.rpm\n");
    log("stderr", "ERROR: what mock said\n");

    assertThat(exit(code).kind()).isEqualTo(FailureKind.INFRASTRUCTURE);
    assertThat(exit(code).reason()).isNotBlank();
  }

  @Test
  void eleven_is_a_timeout_with_mocks_words() throws Exception {
    log("stderr", "Finish: run\nERROR: Timeout(3) expired for command:\n # bash\n");

    assertThat(exit(11))
        .isEqualTo(
            new Verdict(
                FailureKind.TIMEOUT,
                "rpmbuild took too long: ERROR: Timeout(3) expired for command:"));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 40, 245})
  void rpmbuilds_failures_are_the_packages(int code) throws Exception {
    log("state.log", "2026 - Start: rpmbuild a.src.rpm\n");
    log("build.log", "error: it did not work\n");

    assertThat(exit(code).kind()).isEqualTo(FailureKind.PACKAGE);
    assertThat(exit(code).reason()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({"7, SIGINT", "129, SIGHUP", "143, SIGTERM"})
  void a_mock_that_was_stopped_says_by_what_and_where(int code, String signal) throws Exception {
    log("state.log", "2026-11-21 01:51:31,016 - Start: rpmbuild a.src.rpm\n");

    assertThat(exit(code))
        .isEqualTo(
            new Verdict(
                FailureKind.CANCELED,
                "mock was stopped by " + signal + ": Start: rpmbuild a.src.rpm"));
  }

  @Test
  void a_full_disk_is_never_the_packages_fault() throws Exception {
    log("state.log", "2026 - Start: rpmbuild a.src.rpm\n");
    log("build.log", "a.c:1: error: error writing to a.o: No space left on device\n");

    assertThat(exit(1).kind()).isEqualTo(FailureKind.INFRASTRUCTURE);
  }

  @Test
  void a_requirement_may_be_where_no_answer_came_from() throws Exception {
    log(
        "root.log",
        """
        DEBUG util.py:461:    - Curl error (7): Couldn't connect to server for http://h/
        DEBUG util.py:461:  Ignoring repositories: farm
        DEBUG util.py:461:  No matching package to install: 'b'
        """);

    assertThat(exit(30).kind()).isEqualTo(FailureKind.INFRASTRUCTURE);
    assertThat(exit(30).reason()).contains("was left out: - Curl error (7)");
  }
}
