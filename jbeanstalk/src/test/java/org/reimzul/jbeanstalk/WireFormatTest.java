package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Numbers at their limits and odd bodies, byte for byte. */
class WireFormatTest {
  private static final Duration MAX = Duration.ofSeconds(4294967295L);

  @Test
  void ids_are_unsigned_64_bit_numbers() throws Exception {
    String max = "18446744073709551615";
    try (var server =
            ScriptedServer.says(
                "put 4294967295 4294967295 4294967295 0\r\n\r\n",
                "INSERTED " + max + "\r\n",
                "release " + max + " 4294967295 4294967295\r\n",
                "RELEASED\r\n",
                "kick 4294967295\r\n",
                "KICKED 4294967295\r\n",
                "reserve-job " + max + "\r\n",
                "RESERVED " + max + " 0\r\n\r\n");
        var client = server.client()) {
      assertThat(client.put(new byte[0], Priority.LEAST_URGENT, MAX, MAX)).isEqualTo(-1);
      client.release(-1, Priority.LEAST_URGENT, MAX);
      assertThat(client.kick(4294967295L)).isEqualTo(4294967295L);
      assertThat(client.reserveJob(-1)).contains(new Job(-1, new byte[0]));
    }
  }

  @Test
  void nothing_is_sent_when_an_argument_is_out_of_range() throws Exception {
    try (var server = ScriptedServer.says();
        var client = server.client()) {
      var tooLong = MAX.plusSeconds(1);
      var fraction = Duration.ofMillis(1500);
      var zero = Duration.ZERO;
      byte[] body = {};
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client.put(body, Priority.DEFAULT, tooLong, zero))
          .withMessageContaining("delay");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client.put(body, Priority.DEFAULT, zero, fraction))
          .withMessageContaining("ttr");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client.reserve(Duration.ofSeconds(2147483648L)))
          .withMessageContaining("timeout");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client.release(1, Priority.DEFAULT, fraction));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client.pauseTube(TubeName.DEFAULT, tooLong));
      assertThatIllegalArgumentException().isThrownBy(() -> client.kick(-1));
    }
  }

  @Test
  void a_body_out_of_range_for_another_tube_is_not_announced() throws Exception {
    try (var server = ScriptedServer.says();
        var client = server.client()) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  client.put(
                      TubeName.of("t"),
                      new byte[0],
                      Priority.DEFAULT,
                      Duration.ofMillis(1),
                      Duration.ZERO));
    }
  }

  @Test
  void a_body_may_hold_line_ends_and_replies() throws Exception {
    String body = "\r\nDELETED\r\n\0\u00ff\r";
    try (var server =
            ScriptedServer.says(
                "reserve-with-timeout 0\r\n",
                "RESERVED 1 " + body.length() + "\r\n" + body + "\r\n",
                "delete 1\r\n",
                "NOT_FOUND\r\n");
        var client = server.client()) {
      assertThat(client.reserve(Duration.ZERO))
          .isEqualTo(new Reservation.Reserved(new Job(1, body.getBytes(ISO_8859_1))));
      assertThat(client.delete(1)).isFalse();
    }
  }

  @Test
  void a_body_of_megabytes_comes_whole() throws Exception {
    String body = "0123456789abcdef".repeat(300_000);
    try (var server =
            ScriptedServer.says("peek 1\r\n", "FOUND 1 " + body.length() + "\r\n" + body + "\r\n");
        var client = server.client()) {
      assertThat(client.peek(1)).contains(new Job(1, body.getBytes(ISO_8859_1)));
    }
  }

  @Test
  void using_the_used_tube_again_costs_no_round_trip() throws Exception {
    String put = "put 0 0 1 0\r\n\r\n";
    try (var server =
            ScriptedServer.says(
                "use t\r\n", "USING t\r\n", put, "INSERTED 1\r\n", put, "INSERTED 2\r\n");
        var client = server.client()) {
      for (long id = 1; id <= 2; id++) {
        assertThat(
                client.put(
                    TubeName.of("t"),
                    new byte[0],
                    Priority.MOST_URGENT,
                    Duration.ZERO,
                    Duration.ofSeconds(1)))
            .isEqualTo(id);
      }
    }
  }

  @Test
  void statistics_are_read_quoted_and_with_a_negative_time_left() throws Exception {
    String yaml =
        """
        ---
        id: 3
        tube: "x86_64"
        state: reserved
        pri: 4294967295
        age: 40
        delay: 0
        ttr: 10
        time-left: -28
        file: 0
        reserves: 1
        timeouts: 2
        releases: 3
        buries: 4
        kicks: 5
        """;
    try (var server =
            ScriptedServer.says("stats-job 3\r\n", "OK " + yaml.length() + "\r\n" + yaml + "\r\n");
        var client = server.client()) {
      assertThat(client.statsJob(3))
          .contains(
              new JobStats(
                  3,
                  TubeName.of("x86_64"),
                  JobStats.State.RESERVED,
                  Priority.LEAST_URGENT,
                  Duration.ofSeconds(40),
                  Duration.ZERO,
                  Duration.ofSeconds(10),
                  Duration.ofSeconds(-28),
                  1,
                  2,
                  3,
                  4,
                  5,
                  0));
    }
  }
}
