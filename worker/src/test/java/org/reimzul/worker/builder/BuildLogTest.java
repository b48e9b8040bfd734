package org.reimzul.worker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildLogTest {
  @TempDir Path dir;

  private String reason(String text) throws Exception {
    Path file = Files.writeString(dir.resolve("build.log"), text);
    return BuildLog.read(file).reason().orElse("none");
  }

  @Test
  void the_compilers_first_error_counts_with_the_section_it_broke() throws Exception {
    assertThat(
            reason(
                """
                + make
                gcc -c a.c
                a.c:3:5: warning: unused
                a.c:4:9: error: 'x' undeclared
                a.c:9:9: error: 'y' undeclared
                make: *** [Makefile:2: a.o] Error 1
                error: Bad exit status from /var/tmp/rpm-tmp.Ab1 (%build)

                RPM build errors:
                    Bad exit status from /var/tmp/rpm-tmp.Ab1 (%build)
                """))
        .isEqualTo("%build: a.c:4:9: error: 'x' undeclared");
  }

  @Test
  void rpmbuilds_own_complaint_counts_where_no_compiler_spoke() throws Exception {
    assertThat(reason("checking\nerror: Architecture is not included: x86_64\nBuilding\n"))
        .isEqualTo("error: Architecture is not included: x86_64");
    assertThat(reason("x\nerror: File not found: /b/usr/bin/a\n\nRPM build errors:\n"))
        .isEqualTo("error: File not found: /b/usr/bin/a");
  }

  @Test
  void a_missing_command_counts_before_make_and_the_exit_status() throws Exception {
    assertThat(
            reason(
                """
                /var/tmp/rpm-tmp.X: line 31: cmake: command not found
                error: Bad exit status from /var/tmp/rpm-tmp.X (%build)
                """))
        .isEqualTo("%build: /var/tmp/rpm-tmp.X: line 31: cmake: command not found");
  }

  @Test
  void another_line_may_come_between_the_two_halves_of_a_refusal() throws Exception {
    assertThat(
            reason(
                """
                error: Building target platforms: x86_64
                Architecture is not included: x86_64
                """))
        .isEqualTo("Architecture is not included: x86_64");
  }

  @Test
  void the_last_line_counts_where_nothing_is_recognised() throws Exception {
    assertThat(reason("one\ntwo\n\n")).isEqualTo("two");
  }

  @Test
  void colours_and_control_characters_do_not_reach_people() throws Exception {
    assertThat(reason("a.c:1:1: \u001b[01;31merror:\u001b[m no\u0007\n"))
        .isEqualTo("a.c:1:1: error: no");
  }

  @Test
  void a_line_without_end_is_cut() throws Exception {
    assertThat(reason("a.c:1:1: error: " + "x".repeat(100_000))).hasSizeLessThan(310);
  }

  @Test
  void a_log_that_is_not_there_gives_no_reason() throws Exception {
    assertThat(BuildLog.read(dir.resolve("nothing")).reason()).isEmpty();
  }
}
