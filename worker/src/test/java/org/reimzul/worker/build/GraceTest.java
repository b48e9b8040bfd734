package org.reimzul.worker.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraceTest {
  @ParameterizedTest
  @CsvSource({"2,2", "22,22", "23,31", "30,31", "31,31", "52,52", "53,61", "60,61", "65,65"})
  void no_delay_of_a_grace_can_be_that_of_another_release(int configured, int used) {
    assertThat(Grace.unmistakable(Duration.ofSeconds(configured)))
        .isEqualTo(Duration.ofSeconds(used));
  }

  @Test
  void none_stays_none() {
    assertThat(Grace.unmistakable(Duration.ZERO)).isZero();
  }
}
