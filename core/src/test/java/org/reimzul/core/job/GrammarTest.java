package org.reimzul.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kernel-3.10.0-862.el7.src.rpm",
        "gtk2+extra-1.0~rc1-1.el7_4.src.rpm",
        "perl-Foo_Bar-1^git.1-2.src.rpm",
        "a-1-1.src.rpm"
      })
  void accepts_source_package_names(String name) {
    assertThat(Grammar.srpm(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kernel.src.rpm",
        "kernel-1-1.rpm",
        "../kernel-1-1.src.rpm",
        "a/b-1-1.src.rpm",
        "-a-1-1.src.rpm",
        "a..b-1-1.src.rpm",
        "a-1-1.src.rpm\n",
        "a b-1-1.src.rpm",
        "a-$(id)-1.src.rpm",
        "ä-1-1.src.rpm"
      })
  void refuses_what_is_not_one(String name) {
    assertThatThrownBy(() -> Grammar.srpm(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("srpm is not");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c7.1708.u.x86_64", "el9", "a_b-c.1.2.3.4.5.aarch64"})
  void accepts_targets(String target) {
    assertThat(Grammar.target(target)).isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a..b", ".a", "a.", "A", "a/b", "a.b.c.d.e.f.g.h", "el9\n", "-x"})
  void refuses_targets_that_could_be_something_else(String target) {
    assertThatThrownBy(() -> Grammar.target(target)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shows_a_bad_value_cut_and_escaped() {
    assertThatThrownBy(() -> Grammar.distTag("\u001b[2J" + "x".repeat(5000)))
        .hasMessageContaining("\\u001b[2J")
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(250));
  }
}
