package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @ValueSource(longs = {-1, 4294967296L, Long.MIN_VALUE})
  void a_priority_is_an_unsigned_32_bit_number(long value) {
    assertThatIllegalArgumentException().isThrownBy(() -> Priority.of(value));
  }

  @Test
  void the_more_urgent_priority_sorts_first() {
    assertThat(Priority.MOST_URGENT).isLessThan(Priority.DEFAULT);
    assertThat(Priority.DEFAULT).isLessThan(Priority.LEAST_URGENT);
    assertThat(Priority.LEAST_URGENT.value()).isEqualTo(4294967295L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "+1", "-1", " 1", "1 ", "0x1", "1.0", "18446744073709551616", "\u0661"})
  void an_id_is_digits_of_at_most_64_bits(String text) {
    assertThatThrownBy(() -> Numbers.parseU64(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void the_greatest_id_fits() {
    assertThat(Numbers.parseU64("18446744073709551615")).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4294967296", "18446744073709551615"})
  void a_32_bit_number_is_no_longer(String text) {
    assertThatThrownBy(() -> Numbers.parseU32(text)).isInstanceOf(NumberFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT0.5S", "PT-0.5S", "PT4294967296S"})
  void a_duration_is_whole_seconds_of_32_bits(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Numbers.requireSeconds("delay", Duration.parse(text), Numbers.MAX_U32))
        .withMessageContaining("delay must be whole seconds");
  }
}
