package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that talks nonsense neither fools nor fills us. */
class RogueServerTest {
  private static final String RESERVE = "reserve-with-timeout 0\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HELLO\r\n",
        "\r\n",
        " \r\n",
        "reserved 1 1\r\na\r\n",
        "RESERVED\r\n",
        "RESERVED 1\r\n",
        "RESERVED 1 1 1\r\na\r\n",
        "RESERVED  1 1\r\na\r\n",
        "RESERVED -1 1\r\na\r\n",
        "RESERVED +1 1\r\na\r\n",
        "RESERVED 1 -1\r\na\r\n",
        "RESERVED 1 99999999999\r\n",
        "RESERVED 1 18446744073709551615\r\n",
        "RESERVED 1 4294967295\r\n",
        "RESERVED 1 16777217\r\n",
        "RESERVED 1 1\r\nab\r\n",
        "RESERVED 1 1\r\na\n\r",
        "RESERVED 1 1 \r\na\r\n",
        "TIMED_OUT 1\r\n",
        "TIMED_OUT\n",
        "\nTIMED_OUT\r\n",
        "TIMED_OUT\rX\r\n",
        "T\u00c9\0\r\n",
        "DELETED\r\n",
        "FOUND 1 1\r\na\r\n",
        "OK 4\r\n---\n\r\n",
        "NOT_FOUND\r\n",
        "DRAINING\r\n",
      })
  void nonsense_closes_the_connection(String reply) throws Exception {
    try (var server = ScriptedServer.says(RESERVE, reply);
        var client = server.client()) {
      assertThatThrownBy(() -> client.reserve(Duration.ZERO)).isInstanceOf(ProtocolException.class);
      assertThatThrownBy(() -> client.touch(1)).isInstanceOf(ConnectionException.class);
    }
  }

  @Test
  void a_reply_line_has_a_limit() throws Exception {
    try (var server = ScriptedServer.says(RESERVE, "A".repeat(5000));
        var client = server.client()) {
      assertThatThrownBy(() -> client.reserve(Duration.ZERO))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("endless");
    }
  }

  @Test
  void what_nobody_asked_for_is_not_taken_for_the_next_reply() throws Exception {
    try (var server = ScriptedServer.says("delete 1\r\n", "DELETED\r\nDELETED\r\n");
        var client = server.client()) {
      assertThat(client.delete(1)).isTrue();
      assertThatThrownBy(() -> client.delete(2)).isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void a_body_may_be_limited_further() throws Exception {
    var options = ClientOptions.builder().maxBodyLength(3).build();
    try (var server =
            ScriptedServer.says(
                "peek 1\r\n", "FOUND 1 3\r\nabc\r\n", "peek 1\r\n", "FOUND 1 4\r\n");
        var client = Beanstalk.connect(server.endpoint(), options)) {
      assertThat(client.peek(1)).isPresent();
      assertThatThrownBy(() -> client.peek(1))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("maxBodyLength");
    }
  }

  @Test
  void another_job_or_tube_than_asked_for_is_refused() throws Exception {
    try (var server = ScriptedServer.says("reserve-job 1\r\n", "RESERVED 2 0\r\n\r\n");
        var client = server.client()) {
      assertThatThrownBy(() -> client.reserveJob(1)).isInstanceOf(ProtocolException.class);
    }
    try (var server = ScriptedServer.says("use a\r\n", "USING b\r\n");
        var client = server.client()) {
      assertThatThrownBy(() -> client.use(TubeName.of("a"))).isInstanceOf(ProtocolException.class);
    }
    try (var server = ScriptedServer.says("list-tube-used\r\n", "USING a:b\r\n");
        var client = server.client()) {
      assertThatThrownBy(client::listTubeUsed).isInstanceOf(ProtocolException.class);
    }
    try (var server = ScriptedServer.says("watch a\r\n", "WATCHING 0\r\n");
        var client = server.client()) {
      assertThatThrownBy(() -> client.watch(TubeName.of("a")))
          .isInstanceOf(ProtocolException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"---\nid: 1\n", "---\nid: x\n", "- a\n", "---\nid: 1\ntube: a b\n"})
  void statistics_that_make_no_sense_are_refused(String yaml) throws Exception {
    try (var server =
            ScriptedServer.says("stats-job 1\r\n", "OK " + yaml.length() + "\r\n" + yaml + "\r\n");
        var client = server.client()) {
      assertThatThrownBy(() -> client.statsJob(1)).isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void a_reconnect_that_cannot_watch_everything_stays_closed() throws Exception {
    try (var server =
            ScriptedServer.saysInTurn(
                new String[] {"watch a\r\n", "WATCHING 2\r\n", "watch b\r\n", "WATCHING 3\r\n"},
                new String[] {"watch a\r\n", "OUT_OF_MEMORY\r\n"});
        var client = server.client()) {
      client.watch(TubeName.of("a"));
      client.watch(TubeName.of("b"));
      assertThatThrownBy(client::reconnect).isInstanceOf(ServerOutOfMemoryException.class);
      assertThatThrownBy(() -> client.reserve(Duration.ZERO))
          .isInstanceOf(ConnectionException.class);
    }
  }
}
