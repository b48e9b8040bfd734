package org.reimzul.worker.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reimzul.core.job.Nevra;
import org.reimzul.core.rpm.RpmHeader;

class ForArchTest {
  private static RpmHeader header(List<String> exclusive, List<String> exclude) {
    return new RpmHeader(Nevra.parse("a-0:1-1.src"), exclusive, exclude);
  }

  private static boolean leavesOut(List<String> exclusive, List<String> exclude, String arch) {
    return ForArch.leavesOut(header(exclusive, exclude), arch).isPresent();
  }

  @Test
  void a_package_that_says_nothing_is_for_every_arch() {
    assertThat(leavesOut(List.of(), List.of(), "x86_64")).isFalse();
  }

  @Test
  void exclusive_arches_leave_all_others_out() {
    assertThat(leavesOut(List.of("s390x", "ppc64le"), List.of(), "x86_64")).isTrue();
    assertThat(leavesOut(List.of("s390x", "ppc64le"), List.of(), "ppc64le")).isFalse();
  }

  @Test
  void noarch_among_them_and_jobs_for_noarch_are_left_to_rpmbuild() {
    assertThat(leavesOut(List.of("s390x", "noarch"), List.of(), "x86_64")).isFalse();
    assertThat(leavesOut(List.of("s390x"), List.of(), "noarch")).isFalse();
  }

  @Test
  void an_arch_goes_by_each_of_its_names() {
    assertThat(leavesOut(List.of("i686"), List.of(), "i386")).isFalse();
    assertThat(leavesOut(List.of("armv7hl"), List.of(), "armhfp")).isFalse();
    assertThat(leavesOut(List.of(), List.of("i686"), "i386")).isFalse();
    assertThat(leavesOut(List.of(), List.of("i386", "i486", "i586", "i686"), "i386")).isTrue();
  }

  @Test
  void an_excluded_arch_is_left_out() {
    assertThat(ForArch.leavesOut(header(List.of(), List.of("x86_64")), "x86_64"))
        .contains("not for x86_64: ExcludeArch: x86_64");
    assertThat(leavesOut(List.of(), List.of("s390x"), "x86_64")).isFalse();
  }

  @Test
  void rpmbuilds_refusal_counts_only_for_the_arch_of_the_job() {
    assertThat(ForArch.refusedBy("error: Architecture is not included: x86_64", "x86_64")).isTrue();
    assertThat(ForArch.refusedBy("error: Architecture is excluded: i686", "i386")).isTrue();
    assertThat(ForArch.refusedBy("error: Architecture is not included: noarch", "x86_64"))
        .isFalse();
    assertThat(ForArch.refusedBy("a.c:1: error: nothing", "x86_64")).isFalse();
  }
}
