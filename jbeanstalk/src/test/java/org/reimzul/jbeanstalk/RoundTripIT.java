package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.BeanstalkServer;

class RoundTripIT {
  @TempDir Path dir;

  @Test
  void a_job_goes_in_and_comes_out() throws Exception {
    try (var server = BeanstalkServer.start(dir);
        var client = Beanstalk.connect(Endpoint.parse(server.url()), ClientOptions.defaults())) {
      byte[] body = "delete 1\r\n\0".getBytes(StandardCharsets.UTF_8);
      long id =
          client.put(
              TubeName.of("x86_64"), body, Priority.DEFAULT, Duration.ZERO, Duration.ofSeconds(5));
      client.watch(TubeName.of("x86_64"));
      client.ignore(TubeName.DEFAULT);
      assertThat(client.reserve(Duration.ofSeconds(1)))
          .isEqualTo(new Reservation.Reserved(new Job(id, body)));
      client.release(id, Priority.DEFAULT, Duration.ZERO);
      client.reconnect();
      assertThat(client.listTubesWatched()).containsExactly(TubeName.of("x86_64"));
      assertThat(client.listTubeUsed()).isEqualTo(TubeName.of("x86_64"));
      assertThat(client.delete(id)).isTrue();
      assertThat(client.reserve(Duration.ofSeconds(1))).isEqualTo(new Reservation.TimedOut());
    }
  }
}
