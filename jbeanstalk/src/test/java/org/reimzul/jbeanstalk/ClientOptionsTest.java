package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientOptionsTest {
  @Test
  void waits_five_seconds_to_connect_and_ten_for_a_reply() {
    var options = ClientOptions.defaults();
    assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.readTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.reserveLimit()).isEqualTo(Duration.ofHours(1));
    assertThat(options.maxBodyLength()).isEqualTo(16 * 1024 * 1024);
    assertThat(options.tls()).isEmpty();
  }

  @Test
  void keeps_what_is_set() {
    var options =
        ClientOptions.builder()
            .connectTimeout(Duration.ofMillis(1))
            .readTimeout(Duration.ofMillis(2))
            .reserveLimit(Duration.ofMillis(3))
            .maxBodyLength(4)
            .build();
    assertThat(options.connectTimeout()).isEqualTo(Duration.ofMillis(1));
    assertThat(options.readTimeout()).isEqualTo(Duration.ofMillis(2));
    assertThat(options.reserveLimit()).isEqualTo(Duration.ofMillis(3));
    assertThat(options.maxBodyLength()).isEqualTo(4);
  }

  @Test
  void knows_no_endless_and_no_zero_timeout() {
    var builder = ClientOptions.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.connectTimeout(Duration.ZERO))
        .withMessageContaining("connectTimeout");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.readTimeout(Duration.ofSeconds(-1)))
        .withMessageContaining("readTimeout");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.reserveLimit(Duration.ofDays(366)))
        .withMessageContaining("reserveLimit");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maxBodyLength(0))
        .withMessageContaining("maxBodyLength");
  }
}
