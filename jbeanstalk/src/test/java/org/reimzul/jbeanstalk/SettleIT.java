package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettleIT extends RealServerSuite {
  private static final long MISSING = 999_999_999L;

  private long held;

  @BeforeEach
  void holdOne() throws Exception {
    held = put("held");
    reserveNow();
  }

  @Test
  void a_release_makes_the_job_ready_with_a_new_priority() throws Exception {
    client.release(held, Priority.of(5), NOW);
    JobStats stats = client.statsJob(held).orElseThrow();
    assertThat(stats.state()).isEqualTo(JobStats.State.READY);
    assertThat(stats.pri()).isEqualTo(Priority.of(5));
    assertThat(stats.releases()).isEqualTo(1);
    assertThat(stats.reserves()).isEqualTo(1);
  }

  @Test
  void a_release_may_delay() throws Exception {
    client.release(held, Priority.DEFAULT, MINUTE);
    JobStats stats = client.statsJob(held).orElseThrow();
    assertThat(stats.state()).isEqualTo(JobStats.State.DELAYED);
    assertThat(stats.delay()).isEqualTo(MINUTE);
    assertThat(stats.timeLeft()).isBetween(Duration.ofSeconds(50), MINUTE);
  }

  @Test
  void a_touch_restarts_the_time_to_run() throws Exception {
    long brief = client.put(new byte[0], Priority.DEFAULT, NOW, Duration.ofSeconds(2));
    assertThat(client.reserveJob(brief)).isPresent();
    assertThat(client.reserve(MINUTE)).isEqualTo(new Reservation.DeadlineSoon());
    client.touch(brief);
    assertThat(client.reserve(NOW)).isEqualTo(new Reservation.TimedOut());
  }

  @Test
  void a_bury_puts_aside_and_is_counted() throws Exception {
    client.bury(held, Priority.of(9));
    JobStats stats = client.statsJob(held).orElseThrow();
    assertThat(stats.state()).isEqualTo(JobStats.State.BURIED);
    assertThat(stats.pri()).isEqualTo(Priority.of(9));
    assertThat(stats.buries()).isEqualTo(1);
    assertThat(client.reserve(NOW)).isEqualTo(new Reservation.TimedOut());
  }

  @Test
  void a_delete_is_true_once() throws Exception {
    assertThat(client.delete(held)).isTrue();
    assertThat(client.delete(held)).isFalse();
    assertThat(client.statsJob(held)).isEmpty();
  }

  @Test
  void ready_delayed_and_buried_jobs_can_be_deleted() throws Exception {
    client.bury(held, Priority.DEFAULT);
    assertThat(client.delete(held)).isTrue();
    assertThat(client.delete(put("ready"))).isTrue();
    assertThat(client.delete(client.put(new byte[0], Priority.DEFAULT, MINUTE, MINUTE))).isTrue();
  }

  @Test
  void what_this_connection_does_not_hold_it_cannot_settle() throws Exception {
    try (var other = connect()) {
      for (long id : new long[] {held, MISSING}) {
        assertNotFound(() -> other.touch(id), id);
        assertNotFound(() -> other.release(id, Priority.DEFAULT, NOW), id);
        assertNotFound(() -> other.bury(id, Priority.DEFAULT), id);
        assertThat(other.delete(id)).isFalse();
      }
    }
    client.touch(held);
  }

  private interface Settling {
    void run() throws BeanstalkException;
  }

  private static void assertNotFound(Settling settling, long id) {
    assertThatThrownBy(settling::run)
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(Long.toString(id));
  }

  @Test
  void the_only_watched_tube_cannot_be_ignored() throws Exception {
    assertThatThrownBy(() -> client.ignore(tube))
        .isInstanceOf(NotIgnoredException.class)
        .hasMessageContaining(tube.value());
    assertThat(client.listTubesWatched()).containsExactly(tube);
  }
}
