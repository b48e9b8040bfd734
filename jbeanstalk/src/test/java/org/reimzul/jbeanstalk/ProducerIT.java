package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerIT extends RealServerSuite {
  @Test
  void a_body_of_every_byte_comes_back_as_it_was() throws Exception {
    byte[] body = new byte[512];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }
    long id = client.put(body, Priority.DEFAULT, NOW, MINUTE);
    assertThat(reserveNow()).isEqualTo(new Job(id, body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "\0", "quit\r\n", "a\r\ndelete 1\r\n", "\r"})
  void a_body_is_never_read_as_commands(String text) throws Exception {
    long id = put(text);
    assertThat(client.peek(id).orElseThrow().body()).asString().isEqualTo(text);
  }

  @Test
  void the_longest_body_is_taken_and_one_byte_more_is_not() throws Exception {
    int max = (int) client.stats().maxJobSize();
    assertThat(max).isEqualTo(65535);
    long id = client.put(new byte[max], Priority.DEFAULT, NOW, MINUTE);
    assertThatThrownBy(() -> client.put(new byte[max + 1], Priority.DEFAULT, NOW, MINUTE))
        .isInstanceOf(JobTooBigException.class)
        .hasMessageContaining("65536");
    assertThat(reserveNow()).isEqualTo(new Job(id, new byte[max]));
    assertThat(client.statsTube(tube).orElseThrow().totalJobs()).isEqualTo(1);
  }

  @Test
  void a_body_of_megabytes_is_refused_whole() throws Exception {
    assertThatThrownBy(() -> client.put(new byte[20_000_000], Priority.DEFAULT, NOW, MINUTE))
        .isInstanceOf(JobTooBigException.class);
    assertThat(put("next")).isPositive();
  }

  @Test
  void numbers_of_32_bits_arrive() throws Exception {
    var max = Duration.ofSeconds(4294967295L);
    long id = client.put(new byte[0], Priority.LEAST_URGENT, max, max);
    JobStats stats = client.statsJob(id).orElseThrow();
    assertThat(stats.pri()).isEqualTo(Priority.LEAST_URGENT);
    assertThat(stats.delay()).isEqualTo(max);
    assertThat(stats.ttr()).isEqualTo(max);
    assertThat(stats.state()).isEqualTo(JobStats.State.DELAYED);
  }

  @Test
  void a_ttr_of_zero_becomes_one_second() throws Exception {
    long id = client.put(new byte[0], Priority.DEFAULT, NOW, Duration.ZERO);
    assertThat(client.statsJob(id).orElseThrow().ttr()).isEqualTo(SECOND);
  }

  @Test
  void use_decides_where_a_put_goes() throws Exception {
    TubeName other = TubeName.of(tube + "-other");
    long id = client.put(other, new byte[0], Priority.DEFAULT, NOW, MINUTE);
    assertThat(client.statsJob(id).orElseThrow().tube()).isEqualTo(other);
    assertThat(client.listTubeUsed()).isEqualTo(other);
    client.use(tube);
    assertThat(client.statsJob(put("here")).orElseThrow().tube()).isEqualTo(tube);
  }

  @Test
  void the_longest_tube_name_is_taken_by_every_command() throws Exception {
    TubeName longest = TubeName.of("a".repeat(191) + "-+/;.$_()");
    client.use(longest);
    client.watch(longest);
    long id = put("x");
    assertThat(client.pauseTube(longest, MINUTE)).isTrue();
    assertThat(client.statsTube(longest).orElseThrow().name()).isEqualTo(longest);
    assertThat(client.statsJob(id).orElseThrow().tube()).isEqualTo(longest);
    assertThat(client.listTubesWatched()).containsExactlyInAnyOrder(tube, longest);
    assertThat(client.ignore(longest)).isEqualTo(1);
  }
}
