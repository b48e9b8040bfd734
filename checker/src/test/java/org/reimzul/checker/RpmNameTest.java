package org.reimzul.checker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RpmNameTest {
  @Test
  void takes_a_file_name_apart_from_its_end() {
    assertThat(RpmName.ofFile("gtk-doc-libs-1.2~rc1-3.el9.1.x86_64.rpm"))
        .isEqualTo(new RpmName("gtk-doc-libs", "1.2~rc1-3.el9.1", "x86_64"));
  }

  @Test
  void a_name_without_version_is_only_a_name() {
    assertThat(RpmName.ofFile("whatever.rpm")).isEqualTo(new RpmName("whatever", "", ""));
  }
}
