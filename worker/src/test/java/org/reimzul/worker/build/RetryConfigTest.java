package org.reimzul.worker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;

class RetryConfigTest {
  private static RetryConfig read(String text) throws ConfigException {
    Settings settings = Settings.parse("[retry]\n" + text, "test.ini");
    RetryConfig config = RetryConfig.read(settings);
    settings.check();
    return config;
  }

  @Test
  void pauses_grow_threefold_from_a_minute_to_an_hour() throws Exception {
    RetryConfig config = read("");

    assertThat(IntStream.rangeClosed(1, 6).mapToObj(n -> config.delay(n).toSeconds()))
        .containsExactly(60L, 180L, 540L, 1620L, 3600L, 3600L);
    assertThat(config.delay(1_000_000)).hasHours(1);
  }

  @Test
  void the_fifth_failure_is_one_too_many() throws Exception {
    RetryConfig config = read("");

    assertThat(config.exhausted(4)).isFalse();
    assertThat(config.exhausted(5)).isTrue();
  }

  @Test
  void what_the_queue_cannot_count_is_refused() {
    assertThatThrownBy(() -> read("first = 1500ms\nmost = 0\nattempts = 0"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("first")
        .hasMessageContaining("most")
        .hasMessageContaining("attempts");
  }
}
