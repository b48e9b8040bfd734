package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TubeNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"default", "x", "x86_64", "7", "+/;.$_()-", "(a)"})
  void takes_what_the_protocol_takes(String name) {
    assertThat(TubeName.of(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a b", "a\r\n", "a\n", "a:b", "\u00e9", "a\0", "a,b", "a*"})
  void refuses_everything_else(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TubeName.of(name))
        .withMessageContaining("not a tube name");
  }

  @Test
  void is_at_most_200_bytes_long() {
    assertThat(TubeName.of("a".repeat(200)).value()).hasSize(200);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TubeName.of("a".repeat(201)))
        .withMessageContaining("201");
  }

  @Test
  void shows_a_refused_name_in_one_printable_line() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TubeName.of("a\r\nb"))
        .withMessage("not a tube name: 'a\\u000d\\u000ab'");
  }
}
