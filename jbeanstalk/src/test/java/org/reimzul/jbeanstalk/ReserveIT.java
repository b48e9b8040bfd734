package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReserveIT extends RealServerSuite {
  @Test
  void the_smaller_priority_comes_first_then_the_older() throws Exception {
    long last = putAt(4294967295L);
    long middle = putAt(2147483648L);
    long second = putAt(2147483647L);
    long alsoSecond = putAt(2147483647L);
    long first = putAt(0);
    for (long id : List.of(first, second, alsoSecond, middle, last)) {
      assertThat(reserveNow().id()).isEqualTo(id);
    }
    assertThat(client.reserve(NOW)).isEqualTo(new Reservation.TimedOut());
  }

  private long putAt(long priority) throws BeanstalkException {
    return client.put(new byte[0], Priority.of(priority), NOW, MINUTE);
  }

  @Test
  void jobs_come_from_all_watched_tubes_and_no_other() throws Exception {
    TubeName other = TubeName.of(tube + "-other");
    long there = client.put(other, new byte[0], Priority.DEFAULT, NOW, MINUTE);
    assertThat(client.reserve(NOW)).isEqualTo(new Reservation.TimedOut());
    assertThat(client.watch(other)).isEqualTo(2);
    assertThat(client.watch(other)).isEqualTo(2);
    assertThat(reserveNow().id()).isEqualTo(there);
    assertThat(client.ignore(other)).isEqualTo(1);
    assertThat(client.ignore(other)).isEqualTo(1);
  }

  @Test
  void a_reserve_times_out_when_it_said() throws Exception {
    long start = System.nanoTime();
    assertThat(client.reserve(SECOND)).isEqualTo(new Reservation.TimedOut());
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(800), Duration.ofSeconds(9));
  }

  @Test
  void a_reserve_without_timeout_takes_what_is_there() throws Exception {
    long id = put("x");
    assertThat(reserved(client.reserve()).id()).isEqualTo(id);
  }

  @Test
  void a_delayed_job_comes_when_its_delay_is_over() throws Exception {
    long id = client.put(new byte[0], Priority.DEFAULT, SECOND, MINUTE);
    assertThat(state(id)).isEqualTo(JobStats.State.DELAYED);
    assertThat(client.reserve(NOW)).isEqualTo(new Reservation.TimedOut());
    assertThat(reserved(client.reserve(Duration.ofSeconds(10))).id()).isEqualTo(id);
  }

  @Test
  void a_waiting_holder_hears_that_its_deadline_is_near() throws Exception {
    long id = client.put(new byte[0], Priority.DEFAULT, NOW, SECOND);
    reserveNow();
    assertThat(client.reserve(MINUTE)).isEqualTo(new Reservation.DeadlineSoon());
    assertThat(client.delete(id)).isTrue();
  }

  @Test
  void reserve_job_takes_ready_delayed_and_buried_ones() throws Exception {
    long ready = put("ready");
    long delayed = client.put(new byte[0], Priority.DEFAULT, MINUTE, MINUTE);
    long buried = put("buried");
    assertThat(client.reserveJob(buried)).isPresent();
    client.bury(buried, Priority.DEFAULT);
    for (long id : List.of(ready, delayed, buried)) {
      assertThat(client.reserveJob(id).orElseThrow().id()).isEqualTo(id);
      assertThat(state(id)).isEqualTo(JobStats.State.RESERVED);
    }
  }

  @Test
  void reserve_job_finds_no_held_and_no_missing_one() throws Exception {
    long id = put("x");
    reserveNow();
    assertThat(client.reserveJob(id)).isEmpty();
    assertThat(client.reserveJob(-1)).isEmpty();
  }

  @Test
  void a_closed_connection_gives_back_what_it_held() throws Exception {
    long id = put("x");
    try (var other = connect()) {
      assertThat(other.reserveJob(id)).isPresent();
      assertThat(client.reserveJob(id)).isEmpty();
    }
    assertThat(reserved(client.reserve(Duration.ofSeconds(10))).id()).isEqualTo(id);
  }
}
