package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.core.process.Exit;
import org.reimzul.worker.mock.Verdict.Kind;

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
        .isEqualTo(new Verdict(Kind.PACKAGE, "%build: a.c:3:5: error: 'x' undeclared"));
  }

  @Test
  void the_same_code_before_rpmbuild_began_is_a_broken_cache() throws Exception {
    log("state.log", "2026 - Start: build setup for a.src.rpm\n2026 - Finish: clean chroot\n");
    log("stderr", "Traceback\nFileNotFoundError: [Errno 2] No such file: '/bin/rpm'\n");

    assertThat(exit(1).kind()).isEqualTo(Kind.POISONED_CACHE);
    assertThat(exit(1).reason()).contains("/bin/rpm");
  }

  @Test
  void a_source_package_that_mock_cannot_read_is_the_packages() throws Exception {
    log("stderr", "Start: run\nERROR: Cannot find/open srpm: /x/a.src.rpm. Error: header\n");

    assertThat(exit(1).kind()).isEqualTo(Kind.PACKAGE);
  }

  @Test
  void thirty_with_a_missing_requirement_is_the_packages() throws Exception {
    log("root.log", "DEBUG util.py:461:  No matching package to install: 'b >= 2'\n");

    assertThat(exit(30))
        .isEqualTo(new Verdict(Kind.PACKAGE, "No matching package to install: 'b >= 2'"));
  }

  @Test
  void thirty_with_a_silent_repository_is_ours() throws Exception {
    log("root.log", METADATA);

    assertThat(exit(30).kind()).isEqualTo(Kind.INFRASTRUCTURE);
    assertThat(exit(30).reason()).startsWith("Error: Failed to download metadata");
  }

  @Test
  void thirty_with_both_is_the_packages_as_the_repository_may_be_absent() throws Exception {
    log(
        "root.log",
        METADATA + "Ignoring repositories: farm\nNo matching package to install: 'b'\n");

    assertThat(exit(30).kind()).isEqualTo(Kind.PACKAGE);
  }

  @Test
  void thirty_while_the_buildroot_is_made_is_ours_whatever_dnf_says() throws Exception {
    log("state.log", "2026 - Start: installing minimal buildroot with dnf\n");
    log("root.log", "DEBUG util.py:461:    - nothing provides bash needed by rpm-build\n");

    assertThat(exit(30).kind()).isEqualTo(Kind.INFRASTRUCTURE);
  }

  @Test
  void thirty_for_an_uninstallable_requirement_is_the_packages() throws Exception {
    log("state.log", "2026 - Start: build setup for a.src.rpm\n");
    log("root.log", "DEBUG util.py:461:    - nothing provides libx.so.1 needed by x-devel\n");

    assertThat(exit(30).kind()).isEqualTo(Kind.PACKAGE);
    assertThat(exit(30).reason()).contains("nothing provides libx.so.1");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 6, 7, 20, 50, 60, 70, 80, 90, 110, 129, 137, 143, 247})
  void the_machines_failures_are_ours(int code) throws Exception {
    log("state.log", "2026 - Start: rpmbuild a.src.rpm\n");
    log("stderr", "ERROR: what mock said\n");

    assertThat(exit(code).kind()).isEqualTo(Kind.INFRASTRUCTURE);
    assertThat(exit(code).reason()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 40, 245})
  void rpmbuilds_failures_are_the_packages(int code) throws Exception {
    log("state.log", "2026 - Start: rpmbuild a.src.rpm\n");
    log("build.log", "error: it did not work\n");

    assertThat(exit(code).kind()).isEqualTo(Kind.PACKAGE);
    assertThat(exit(code).reason()).isNotBlank();
  }

  @Test
  void nought_is_success() throws Exception {
    assertThat(exit(0).kind()).isEqualTo(Kind.SUCCESS);
  }
}
