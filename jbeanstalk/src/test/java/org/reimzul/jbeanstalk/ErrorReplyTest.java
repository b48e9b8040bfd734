package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error word, and whether the connection is of use after it. */
class ErrorReplyTest {
  private static final String PUT = "put 7 0 60 3\r\nabc\r\n";
  private static final String THEN = "delete 9\r\n";

  @ParameterizedTest
  @CsvSource({
    "OUT_OF_MEMORY, ServerOutOfMemoryException",
    "INTERNAL_ERROR, InternalErrorException",
    "JOB_TOO_BIG, JobTooBigException",
    "DRAINING, DrainingException",
    "BURIED 5, BuriedOnPutException",
  })
  void a_refused_put_leaves_the_connection_usable(String reply, String exception) throws Exception {
    try (var server = ScriptedServer.says(PUT, reply + "\r\n", THEN, "DELETED\r\n");
        var client = server.client()) {
      var refusal = catchThrowableOfType(ServerException.class, () -> put(client));
      assertThat(refusal.getClass().getSimpleName()).isEqualTo(exception);
      assertThat(reply).startsWith(refusal.reply());
      assertThat(client.delete(9)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EXPECTED_CRLF, ExpectedCrlfException",
    "BAD_FORMAT, BadFormatException",
    "UNKNOWN_COMMAND, UnknownCommandException",
  })
  void a_put_whose_body_may_be_read_as_commands_closes_the_connection(
      String reply, String exception) throws Exception {
    try (var server = ScriptedServer.says(PUT, reply + "\r\n");
        var client = server.client()) {
      var refusal = catchThrowableOfType(ServerException.class, () -> put(client));
      assertThat(refusal.getClass().getSimpleName()).isEqualTo(exception);
      assertThatThrownBy(() -> client.delete(9))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("reconnect()");
    }
  }

  @Test
  void a_command_unknown_to_an_old_server_leaves_held_jobs_held() throws Exception {
    try (var server =
            ScriptedServer.says("reserve-job 9\r\n", "UNKNOWN_COMMAND\r\n", THEN, "DELETED\r\n");
        var client = server.client()) {
      assertThatThrownBy(() -> client.reserveJob(9))
          .isInstanceOf(UnknownCommandException.class)
          .hasMessageContaining("reserve-job");
      assertThat(client.delete(9)).isTrue();
    }
  }

  @Test
  void a_put_that_was_buried_tells_the_id() throws Exception {
    try (var server = ScriptedServer.says(PUT, "BURIED 18446744073709551615\r\n");
        var client = server.client()) {
      var buried = catchThrowableOfType(BuriedOnPutException.class, () -> put(client));
      assertThat(buried.id()).isEqualTo(-1);
      assertThat(buried).hasMessageContaining("18446744073709551615");
    }
  }

  @Test
  void a_release_that_was_buried_tells_the_id() throws Exception {
    try (var server = ScriptedServer.says("release 9 0 1\r\n", "BURIED\r\n");
        var client = server.client()) {
      var buried =
          catchThrowableOfType(
              BuriedOnReleaseException.class,
              () -> client.release(9, Priority.MOST_URGENT, Duration.ofSeconds(1)));
      assertThat(buried.id()).isEqualTo(9);
    }
  }

  @Test
  void buried_is_no_reply_to_a_touch() throws Exception {
    try (var server = ScriptedServer.says("touch 9\r\n", "BURIED\r\n");
        var client = server.client()) {
      assertThatThrownBy(() -> client.touch(9)).isInstanceOf(ProtocolException.class);
    }
  }

  private static long put(Beanstalk client) throws BeanstalkException {
    return client.put(
        "abc".getBytes(ISO_8859_1), Priority.of(7), Duration.ZERO, Duration.ofSeconds(60));
  }
}
