package org.reimzul.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WantedTest {
  private static boolean wants(String only, String name) {
    return new Wanted(1, 1, 1, only, false, false).wants(name);
  }

  @Test
  void without_a_word_everything_may_be() {
    assertThat(wants("", "kill -9 worker")).isTrue();
  }

  @Test
  void one_of_several_words_is_enough() {
    assertThat(wants("link,worker", "kill -9 worker")).isTrue();
    assertThat(wants("link,disk", "kill -9 worker")).isFalse();
  }
}
