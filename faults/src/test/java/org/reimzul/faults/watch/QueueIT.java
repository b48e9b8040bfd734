package org.reimzul.faults.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.BeanstalkServer;

@Timeout(60)
class QueueIT {
  private static final TubeName TUBE = TubeName.of("tosign");
  private static final List<String> TUBES = List.of("events", "tosign");

  @TempDir Path dir;

  @Test
  void only_a_job_that_is_reserved_is_somebodys_work() throws BeanstalkException {
    try (var server = BeanstalkServer.start(dir);
        var queue = new Queue("127.0.0.1", server.port());
        var consumer =
            Beanstalk.connect(Endpoint.parse(server.url()), ClientOptions.builder().build())) {
      consumer.put(TUBE, new byte[1], Priority.of(1), Duration.ZERO, Duration.ofMinutes(1));
      assertThat(queue.reserves(TUBES)).isFalse();

      consumer.watch(TUBE);
      consumer.reserve();
      assertThat(queue.reserves(TUBES)).isTrue();

      assertThat(queue.reserves(List.of("events"))).isFalse();
    }
  }

  @Test
  void a_queue_that_is_away_knows_of_no_work() {
    var server = BeanstalkServer.start(dir);
    try (var queue = new Queue("127.0.0.1", server.port())) {
      server.close();
      assertThat(queue.reserves(TUBES)).isFalse();
    }
  }
}
