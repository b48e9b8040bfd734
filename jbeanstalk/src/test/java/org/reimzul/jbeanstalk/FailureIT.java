package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reimzul.testkit.Await;

/** A real server that dies, stops, drains or forgets; and our own interrupts. */
class FailureIT extends OwnServerSuite {
  @Test
  void a_stopped_server_is_given_up_on_in_time() throws Exception {
    try (var client = connect(IMPATIENT)) {
      server.process().signal("STOP");
      assertThatThrownBy(client::stats)
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no answer within PT0.5S");
      server.process().signal("CONT");
      client.reconnect();
      assertThat(client.stats().draining()).isFalse();
    }
  }

  @Test
  void a_stopped_server_does_not_hold_a_body_that_it_does_not_read() throws Exception {
    try (var client = connect(IMPATIENT)) {
      server.process().signal("STOP");
      assertThatThrownBy(
              () -> client.put(new byte[50_000_000], Priority.DEFAULT, Duration.ZERO, MINUTE))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no answer");
    }
  }

  @Test
  void a_server_killed_during_a_reserve_ends_it() throws Exception {
    try (var client = connect(ClientOptions.defaults());
        var other = connect(ClientOptions.defaults())) {
      var killer =
          new Thread(
              () -> {
                awaitWaiting(other);
                server.process().kill();
              });
      killer.start();
      assertThatThrownBy(() -> client.reserve(MINUTE)).isInstanceOf(ConnectionException.class);
      killer.join();
    }
  }

  @Test
  void an_interrupt_ends_a_reserve_and_nothing_else() throws Exception {
    try (var client = connect(ClientOptions.defaults());
        var other = connect(ClientOptions.defaults())) {
      var reserving = Thread.currentThread();
      var interrupter =
          new Thread(
              () -> {
                awaitWaiting(other);
                reserving.interrupt();
              });
      interrupter.start();
      assertThatThrownBy(() -> client.reserve(MINUTE))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("interrupted");
      assertThatThrownBy(client::stats).isInstanceOf(ConnectionException.class);
      long id = put(other);
      assertThat(other.delete(id)).isTrue();
      assertThat(Thread.interrupted()).isTrue();
      interrupter.join();
      client.reconnect();
      assertThat(client.delete(id)).isFalse();
    }
  }

  private static void awaitWaiting(Beanstalk observer) {
    Await.until(
        Duration.ofSeconds(20),
        "a client to wait in a reserve",
        () -> observer.stats().currentWaiting() == 1);
  }

  @Test
  void a_job_held_too_long_goes_to_somebody_else() throws Exception {
    try (var holder = connect(ClientOptions.defaults());
        var other = connect(ClientOptions.defaults())) {
      long id = holder.put(new byte[0], Priority.DEFAULT, Duration.ZERO, Duration.ofSeconds(1));
      assertThat(RealServerSuite.reserved(holder.reserve(Duration.ZERO)).id()).isEqualTo(id);
      // 1.12 may forget a silent holder's timer, and sets it anew at each of its commands
      Await.until(
          Duration.ofSeconds(20),
          "the job to be ready again",
          () -> holder.statsJob(id).orElseThrow().state() == JobStats.State.READY);
      assertThat(RealServerSuite.reserved(other.reserve(Duration.ZERO)).id()).isEqualTo(id);
      assertThat(other.statsJob(id).orElseThrow().timeouts()).isEqualTo(1);
      assertThatThrownBy(() -> holder.touch(id)).isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void a_draining_server_refuses_puts_and_serves_the_rest() throws Exception {
    try (var client = connect(ClientOptions.defaults())) {
      long id = put(client);
      server.process().signal("USR1");
      Await.until(Duration.ofSeconds(20), "drain mode", () -> client.stats().draining());
      assertThatThrownBy(() -> put(client)).isInstanceOf(DrainingException.class);
      assertThat(RealServerSuite.reserved(client.reserve(Duration.ZERO)).id()).isEqualTo(id);
      assertThat(client.delete(id)).isTrue();
    }
  }
}
