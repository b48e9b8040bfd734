package org.reimzul.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final String FARM =
      """
      [deadlines]
      build = 10h
      upload = 30m
      [target c9]
      deadline_build = 5h
      [package kernel]
      deadline_build = 20h
      """;

  private static Deadlines read(String text) throws ConfigException {
    Settings settings = Settings.parse(text, "test.ini");
    Deadlines deadlines = Deadlines.read(settings);
    settings.check();
    return deadlines;
  }

  @Test
  void a_target_overrides_the_farm_and_a_package_overrides_both() throws Exception {
    Deadlines deadlines = read(FARM);
    assertThat(deadlines.of("c8.x86_64", "bash").build()).isEqualTo(Duration.ofHours(10));
    assertThat(deadlines.of("c9.x86_64", "bash").build()).isEqualTo(Duration.ofHours(5));
    assertThat(deadlines.of("c9.x86_64", "kernel").build()).isEqualTo(Duration.ofHours(20));
    assertThat(deadlines.of("c8.x86_64", "kernel").build()).isEqualTo(Duration.ofHours(20));
  }

  @Test
  void what_is_not_overridden_is_inherited() throws Exception {
    Deadlines deadlines = read(FARM);
    assertThat(deadlines.of("c9.x86_64", "kernel").upload()).isEqualTo(Duration.ofMinutes(30));
    assertThat(deadlines.of("c9.x86_64", "bash").lease()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void the_workers_build_timeout_is_an_older_name_for_the_farms_build() throws Exception {
    Deadlines old = read("[worker]\nbuild_timeout = 3h\n");
    assertThat(old.of("c9.x86_64", "bash").build()).isEqualTo(Duration.ofHours(3));
    Deadlines both = read("[worker]\nbuild_timeout = 3h\n" + FARM);
    assertThat(both.of("c8.x86_64", "bash").build()).isEqualTo(Duration.ofHours(10));
  }

  @Test
  void a_deadline_that_is_no_duration_is_a_problem_of_its_section() {
    assertThatThrownBy(() -> read("[package kernel]\ndeadline_build = soon\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("[package kernel] deadline_build");
  }
}
