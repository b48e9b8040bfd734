package org.reimzul.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Notice;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.BeanstalkServer;

class NoticesIT {
  private static final Notice NOTICE = new Notice("kb@here", Instant.EPOCH, "not needed");

  @TempDir private Path directory;
  private BeanstalkServer server;
  private Beanstalk queue;

  @BeforeEach
  void connect() throws Exception {
    server = BeanstalkServer.start(directory);
    queue =
        Beanstalk.connect(
            Endpoint.parse("beanstalk://127.0.0.1:" + server.port()),
            ClientOptions.builder().build());
  }

  @AfterEach
  void stop() throws Exception {
    queue.close();
    server.close();
  }

  private void pin(TubeName place, byte[] body) throws Exception {
    queue.put(place, body, Tubes.BUILD, Duration.ZERO, Tubes.TTR);
  }

  @Test
  void a_notice_is_seen_by_whoever_looks_until_it_is_taken_down() throws Exception {
    TubeName place = Notices.cancel(BuildId.mint(Instant.now()).chained("i386"));
    assertThat(Notices.find(queue, place)).isEmpty();
    pin(place, NOTICE.encode());
    pin(place, NOTICE.encode());
    assertThat(Notices.find(queue, place)).contains(NOTICE);
    assertThat(Notices.find(queue, place)).contains(NOTICE);
    assertThat(Notices.remove(queue, place)).isTrue();
    assertThat(Notices.find(queue, place)).isEmpty();
    assertThat(Notices.remove(queue, place)).isFalse();
  }

  @Test
  void a_host_and_one_of_its_workers_have_places_of_their_own() throws Exception {
    pin(Notices.drain("builder1.example"), NOTICE.encode());
    assertThat(Notices.find(queue, Notices.drain("builder1.example"))).isPresent();
    assertThat(Notices.find(queue, Notices.drain("builder1.example", "2"))).isEmpty();
  }

  @Test
  void a_notice_of_a_newer_format_is_one_too() throws Exception {
    TubeName place = Notices.drain("builder1");
    pin(place, "{\"v\":2,\"who\":\"knows\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(Notices.find(queue, place).orElseThrow().reason()).contains("newer");
  }

  @Test
  void a_notice_that_cannot_be_read_is_a_notice_all_the_same() throws Exception {
    TubeName place = Notices.drain("builder1");
    pin(place, "stop!".getBytes(StandardCharsets.UTF_8));
    assertThat(Notices.find(queue, place).orElseThrow().reason()).contains("not JSON");
  }
}
