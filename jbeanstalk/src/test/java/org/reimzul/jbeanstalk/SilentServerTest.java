package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.testkit.FreePort;

/** A server that stops talking, or is not there, does not hang us. */
class SilentServerTest {
  private static final String RESERVE = "reserve-with-timeout 0\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"", "RES", "RESERVED 1 5", "RESERVED 1 5\r\nab", "RESERVED 1 2\r\nab\r"})
  void an_end_in_the_middle_is_a_lost_connection(String half) throws Exception {
    try (var server = ScriptedServer.saysAndHangsUp(RESERVE, half);
        var client = server.client()) {
      assertThatThrownBy(() -> client.reserve(Duration.ZERO))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("closed the connection");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "RES", "RESERVED 1 5", "RESERVED 1 5\r\nab"})
  void silence_in_the_middle_times_out(String half) throws Exception {
    try (var server = ScriptedServer.says(RESERVE, half);
        var client = server.client(Duration.ofMillis(150))) {
      assertThatThrownBy(() -> client.reserve(Duration.ZERO))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no answer within PT0.15S");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "RESERVED 1 1000000\r\nabc"})
  void a_server_that_drips_bytes_does_not_hold_us_longer(String text) throws Exception {
    try (var server = ScriptedServer.drips(text);
        var client = server.client(Duration.ofMillis(700))) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> client.reserve(Duration.ZERO))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no answer");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(700), Duration.ofSeconds(5));
    }
  }

  @Test
  void a_plain_reserve_gives_up_at_its_limit() throws Exception {
    var options =
        ClientOptions.builder()
            .readTimeout(Duration.ofMillis(100))
            .reserveLimit(Duration.ofMillis(100))
            .build();
    try (var server = ScriptedServer.says("reserve\r\n", "");
        var client = Beanstalk.connect(server.endpoint(), options)) {
      assertThatThrownBy(client::reserve)
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("PT0.2S");
    }
  }

  @Test
  void nobody_there_is_a_connection_exception_that_names_the_place() {
    var endpoint = new Endpoint("127.0.0.1", FreePort.next(), false);
    assertThatThrownBy(() -> Beanstalk.connect(endpoint, ClientOptions.defaults()))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining(endpoint.toString())
        .hasCauseInstanceOf(ConnectException.class);
  }

  @Test
  void a_name_that_does_not_resolve_is_a_connection_exception() {
    var endpoint = new Endpoint("no-such-host.invalid", 11300, false);
    assertThatThrownBy(() -> Beanstalk.connect(endpoint, ClientOptions.defaults()))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("no-such-host.invalid");
  }
}
