package org.reimzul.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.lifecycle.Standstill;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.Reservation;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;
import org.reimzul.testkit.Relay;
import org.slf4j.LoggerFactory;

/** What becomes of a reservation when the network or the process misbehaves. */
class LeaseIT {
  private static final TubeName TUBE = TubeName.of("x86_64");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration TTR = Duration.ofSeconds(100);

  @TempDir private Path directory;
  private BeanstalkServer server;
  private Relay relay;
  private Beanstalk other;
  private Beanstalk queue;
  private Standstill standstill;
  private Lease lease;

  @BeforeEach
  void lease() throws Exception {
    server = BeanstalkServer.start(directory);
    relay = new Relay(server.port());
    other = connect(server.port());
    other.put(TUBE, bytes("old"), Priority.of(77), Duration.ZERO, TTR);
    queue = connect(relay.port());
    queue.watch(TUBE);
    standstill = new Standstill();
    lease = lease(TTR);
  }

  private Lease lease(Duration ttr) throws Exception {
    long asked = System.nanoTime();
    Job job = ((Reservation.Reserved) queue.reserve(Duration.ofSeconds(5))).job();
    var outage = new Outage(LoggerFactory.getLogger(LeaseIT.class), "beanstalkd");
    return new Lease(queue, job, ttr, asked, outage, standstill, Gate.OPEN);
  }

  private static Beanstalk connect(int port) throws Exception {
    var options = ClientOptions.builder().readTimeout(Duration.ofSeconds(1)).build();
    return Beanstalk.connect(Endpoint.parse("beanstalk://127.0.0.1:" + port), options);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @AfterEach
  void stop() {
    standstill.close();
    queue.close();
    other.close();
    relay.close();
    server.close();
  }

  @Test
  void goes_on_with_another_body_under_a_number_that_was_told_before_the_old_job_went()
      throws Exception {
    long old = lease.queueId();
    List<Long> told = new ArrayList<>();

    lease.replace(
        bytes("new"),
        id -> {
          told.add(id);
          Await.until(SOON, "both jobs", () -> other.statsJob(old).isPresent());
        });

    assertThat(told).containsExactly(lease.queueId());
    assertThat(lease.body()).asString().isEqualTo("new");
    assertThat(other.peek(old)).isEmpty();
    JobStats stats = other.statsJob(lease.queueId()).orElseThrow();
    assertThat(stats.state()).isEqualTo(JobStats.State.RESERVED);
    assertThat(stats.tube()).isEqualTo(TUBE);
    assertThat(stats.pri()).isEqualTo(Priority.of(77));
    assertThat(stats.reserves()).isEqualTo(1);
    assertThat(lease.confirm()).isTrue();
  }

  @Test
  void puts_one_replacement_though_the_connection_drops_behind_the_put() throws Exception {
    lease.replace(bytes("new"), id -> relay.cut());

    assertThat(lease.confirm()).isTrue();
    assertThat(other.statsTube(TUBE).orElseThrow().currentJobsReserved()).isEqualTo(1);
    assertThat(other.statsTube(TUBE).orElseThrow().currentJobsDelayed()).isZero();
    assertThat(other.statsTube(TUBE).orElseThrow().currentJobsReady()).isZero();
  }

  @Test
  void waits_with_pauses_and_its_job_in_hand_while_the_server_takes_no_message() throws Exception {
    server.process().signal("USR1"); // it drains
    var replacing =
        new FutureTask<>(
            () -> {
              lease.replace(bytes("new"), id -> {});
              return null;
            });
    var thread = new Thread(replacing, "replacing");
    thread.start();
    Await.until(SOON, "several tries", () -> other.stats().cmdPut() > 3);
    long tries = other.stats().cmdPut();
    long asked = System.nanoTime();
    Await.until(SOON, "more of them", () -> other.stats().cmdPut() > tries + 1);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(other.statsJob(lease.queueId()).orElseThrow().state())
        .isEqualTo(JobStats.State.RESERVED);
    thread.interrupt();
    assertThatThrownBy(replacing::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void takes_its_job_back_when_the_connection_was_cut() throws Exception {
    relay.cut();

    Await.until(SOON, "the job back", lease::confirm);

    assertThat(other.statsJob(lease.queueId()).orElseThrow().reserves()).isEqualTo(2);
  }

  @Test
  void wipes_the_delay_of_a_grace_out_before_that_can_count_no_further() throws Exception {
    for (int loss = 1; loss <= 10; loss++) {
      Duration grace = Duration.ofSeconds(65 + loss);
      relay.cut();
      Await.until(SOON, "the loss", () -> other.reserveJob(lease.queueId()).isPresent());
      other.release(lease.queueId(), Priority.of(77), grace);

      Await.until(SOON, "the job back", lease::confirm);

      JobStats stats = other.statsJob(lease.queueId()).orElseThrow();
      assertThat(stats.lostReservations()).isEqualTo(loss);
      assertThat(stats.pri()).isEqualTo(Priority.of(77));
      assertThat(stats.delay()).isEqualTo(loss < 3 ? grace : Duration.ofSeconds(1));
    }
  }

  @Test
  void is_lost_when_another_has_taken_the_job_and_keeps_it() throws Exception {
    relay.cut();
    other.reserveJob(lease.queueId());

    assertThatThrownBy(this::confirmForEver)
        .isInstanceOfSatisfying(LeaseLostException.class, e -> assertThat(e.taken()).isTrue())
        .hasMessageContaining("RESERVED");
  }

  private void confirmForEver() throws Exception {
    while (true) {
      lease.confirm();
    }
  }

  @Test
  void waits_for_a_job_that_the_server_holds_for_our_own_dead_connection() throws Exception {
    lease.stats();

    comesBackAfterALongPartition();
  }

  @Test
  void waits_for_it_also_when_it_went_on_with_another_body_before() throws Exception {
    lease.replace(bytes("new"), id -> {});

    comesBackAfterALongPartition();
  }

  private void comesBackAfterALongPartition() throws Exception {
    relay.freeze();
    long frozen = System.nanoTime();
    while (System.nanoTime() - frozen < Duration.ofSeconds(6).toNanos()) {
      assertThat(lease.confirm()).isFalse(); // longer than anybody else may hold it
    }

    relay.thaw();

    Await.until(SOON, "the job back", lease::confirm);
  }

  @Test
  void is_lost_after_a_standstill_of_the_process_whatever_the_server_says() throws Exception {
    standstill.close(); // nothing ticks any more, as in a stopped process
    other.put(TUBE, bytes("next"), Priority.of(77), Duration.ZERO, TTR);
    standstill.reset();
    Lease brief = lease(Duration.ofSeconds(1));
    assertThat(brief.confirm()).isTrue();
    LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());

    assertThatThrownBy(brief::hold)
        .isInstanceOf(LeaseLostException.class)
        .hasMessageContaining("stood still");
  }
}
