package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;

/** A real server killed, stopped and drained; each test has its own. */
class FailureIT {
  private static final TubeName TUBE = TubeName.of("x86_64");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ClientOptions IMPATIENT =
      ClientOptions.builder().readTimeout(Duration.ofMillis(500)).build();

  @TempDir Path dir;
  private BeanstalkServer server;

  @BeforeEach
  void start() {
    server = BeanstalkServer.start(dir);
  }

  @AfterEach
  void stop() {
    server.process().signal("CONT");
    server.close();
  }

  private Beanstalk connect(ClientOptions options) throws BeanstalkException {
    return Beanstalk.connect(Endpoint.parse(server.url()), options);
  }

  private static long put(Beanstalk client) throws BeanstalkException {
    return client.put("job".getBytes(UTF_8), Priority.DEFAULT, Duration.ZERO, MINUTE);
  }

  @Test
  void after_a_kill_and_restart_a_reconnect_goes_on_where_it_was() throws Exception {
    try (var client = connect(ClientOptions.defaults())) {
      client.use(TUBE);
      client.watch(TUBE);
      client.ignore(TubeName.DEFAULT);
      long id = put(client);
      server.process().kill();
      assertThatThrownBy(() -> put(client)).isInstanceOf(ConnectionException.class);
      assertThatThrownBy(client::stats)
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("reconnect()");
      assertThatThrownBy(client::reconnect).isInstanceOf(ConnectionException.class);
      server.restart();
      client.reconnect();
      assertThat(client.listTubeUsed()).isEqualTo(TUBE);
      assertThat(client.listTubesWatched()).containsExactly(TUBE);
      assertThat(RealServerSuite.reserved(client.reserve(Duration.ZERO)))
          .isEqualTo(new Job(id, "job".getBytes(UTF_8)));
    }
  }

  @Test
  void a_reconnect_keeps_the_default_tube_where_it_was_kept() throws Exception {
    try (var client = connect(ClientOptions.defaults())) {
      client.watch(TUBE);
      client.reconnect();
      assertThat(client.listTubesWatched()).containsExactlyInAnyOrder(TubeName.DEFAULT, TUBE);
      client.ignore(TubeName.DEFAULT);
      client.watch(TubeName.DEFAULT);
      client.ignore(TUBE);
      client.reconnect();
      assertThat(client.listTubesWatched()).containsExactly(TubeName.DEFAULT);
    }
  }

  @Test
  void a_reconnect_gives_back_what_was_held() throws Exception {
    try (var client = connect(ClientOptions.defaults())) {
      long id = put(client);
      client.reserve(Duration.ZERO);
      client.reconnect();
      assertThatThrownBy(() -> client.touch(id)).isInstanceOf(NotFoundException.class);
      assertThat(RealServerSuite.reserved(client.reserve(MINUTE)).id()).isEqualTo(id);
    }
  }

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

  @Test
  void a_closed_client_refuses_until_it_reconnects_and_may_be_closed_again() throws Exception {
    var client = connect(ClientOptions.defaults());
    client.close();
    client.close();
    assertThatThrownBy(() -> put(client)).isInstanceOf(ConnectionException.class);
    client.reconnect();
    assertThat(put(client)).isPositive();
    client.close();
  }

  @Test
  void a_name_with_several_addresses_is_tried_until_one_answers() throws Exception {
    int port = Endpoint.parse(server.url()).port();
    try (var client =
        Beanstalk.connect(new Endpoint("localhost", port, false), ClientOptions.defaults())) {
      assertThat(put(client)).isPositive();
    }
  }
}
