package org.reimzul.faults.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Pulse pulse = new Pulse();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private void copy(byte[] content) throws IOException {
    pulse.copy(new ByteArrayInputStream(content), out);
  }

  @Test
  void a_connection_that_is_only_open_carries_nothing() throws IOException {
    assertThat(pulse.within(LONG)).isFalse();
    copy(new byte[0]);
    assertThat(pulse.within(LONG)).isFalse();
  }

  @Test
  void what_passes_arrives_and_is_noticed() throws IOException {
    byte[] content = new byte[100_000];
    content[99_999] = 7;
    copy(content);
    assertThat(out.toByteArray()).isEqualTo(content);
    assertThat(pulse.within(LONG)).isTrue();
  }

  @Test
  void what_has_passed_long_ago_is_over() throws IOException {
    copy(new byte[1]);
    assertThat(pulse.within(Duration.ZERO)).isFalse();
  }
}
