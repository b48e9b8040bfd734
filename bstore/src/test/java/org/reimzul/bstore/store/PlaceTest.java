package org.reimzul.bstore.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
  private static Place at(String timestamp) {
    return new Place(false, "el9.x86_64", "hello", timestamp, "1.0-1", "x86_64");
  }

  @Test
  void the_layout_is_the_originals() {
    assertThat(at("20261121100000").path())
        .isEqualTo("repo/el9.x86_64/hello/20261121100000/1.0-1.x86_64");
  }

  @ParameterizedTest
  @CsvSource({
    "20261121100000,20261121100001",
    "20261121105959,20261121110000",
    "20280228235959,20280229000000",
    "20261231235959,20270101000000"
  })
  void the_next_place_is_a_second_later(String now, String next) {
    assertThat(at(now).next().timestamp()).isEqualTo(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"20261321100000", "20260229000000", "20261121240000", "2026", "../../../x"})
  void what_is_no_date_is_no_place(String timestamp) {
    assertThatThrownBy(() -> at(timestamp)).isInstanceOf(IllegalArgumentException.class);
  }
}
