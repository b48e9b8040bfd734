package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdminIT extends RealServerSuite {
  @Test
  void peeks_show_the_next_job_of_each_state() throws Exception {
    assertThat(client.peekReady()).isEmpty();
    assertThat(client.peekDelayed()).isEmpty();
    assertThat(client.peekBuried()).isEmpty();
    long buried = putBuried();
    long ready = put("ready");
    client.put(new byte[0], Priority.DEFAULT, MINUTE.multipliedBy(2), MINUTE);
    long delayed = client.put(new byte[0], Priority.DEFAULT, MINUTE, MINUTE);
    assertThat(client.peekReady().orElseThrow().id()).isEqualTo(ready);
    assertThat(client.peekDelayed().orElseThrow().id()).isEqualTo(delayed);
    assertThat(client.peekBuried().orElseThrow().id()).isEqualTo(buried);
    assertThat(client.peek(ready).orElseThrow().body()).asString().isEqualTo("ready");
    assertThat(client.peek(-1)).isEmpty();
  }

  private long putBuried() throws BeanstalkException {
    long id = put("buried");
    assertThat(client.reserveJob(id)).isPresent();
    client.bury(id, Priority.DEFAULT);
    return id;
  }

  @Test
  void a_kick_takes_buried_ones_before_delayed_ones_up_to_its_bound() throws Exception {
    long delayed = client.put(new byte[0], Priority.DEFAULT, MINUTE, MINUTE);
    long first = putBuried();
    long second = putBuried();
    assertThat(client.kick(1)).isEqualTo(1);
    assertThat(state(first)).isEqualTo(JobStats.State.READY);
    assertThat(state(second)).isEqualTo(JobStats.State.BURIED);
    assertThat(client.kick(4294967295L)).isEqualTo(1);
    assertThat(state(delayed)).isEqualTo(JobStats.State.DELAYED);
    assertThat(client.kick(10)).isEqualTo(1);
    assertThat(state(delayed)).isEqualTo(JobStats.State.READY);
    assertThat(client.kick(10)).isZero();
    assertThat(client.statsJob(second).orElseThrow().kicks()).isEqualTo(1);
  }

  @Test
  void kick_job_takes_one_buried_or_delayed_job() throws Exception {
    long buried = putBuried();
    long delayed = client.put(new byte[0], Priority.DEFAULT, MINUTE, MINUTE);
    assertThat(client.kickJob(buried)).isTrue();
    assertThat(client.kickJob(delayed)).isTrue();
    assertThat(client.kickJob(delayed)).isFalse();
    assertThat(client.kickJob(-1)).isFalse();
    assertThat(state(buried)).isEqualTo(JobStats.State.READY);
  }

  @Test
  void nothing_leaves_a_paused_tube_until_the_pause_ends() throws Exception {
    long id = put("x");
    assertThat(client.pauseTube(tube, MINUTE)).isTrue();
    assertThat(client.reserve(NOW)).isEqualTo(new Reservation.TimedOut());
    TubeStats stats = client.statsTube(tube).orElseThrow();
    assertThat(stats.pause()).isEqualTo(MINUTE);
    assertThat(stats.pauseTimeLeft()).isBetween(Duration.ofSeconds(50), MINUTE);
    assertThat(client.pauseTube(tube, Duration.ZERO)).isTrue();
    assertThat(reserved(client.reserve(Duration.ofSeconds(10))).id()).isEqualTo(id);
  }

  @Test
  void a_tube_that_nobody_knows_has_no_pause_and_no_numbers() throws Exception {
    TubeName unknown = TubeName.of("unknown");
    assertThat(client.pauseTube(unknown, MINUTE)).isFalse();
    assertThat(client.statsTube(unknown)).isEmpty();
    assertThat(client.statsJob(-1)).isEmpty();
  }

  @Test
  void a_tube_counts_its_jobs_by_state() throws Exception {
    putBuried();
    put("reserved");
    reserveNow();
    client.put(new byte[0], Priority.of(1023), NOW, MINUTE);
    client.put(new byte[0], Priority.of(1024), NOW, MINUTE);
    client.put(new byte[0], Priority.DEFAULT, MINUTE, MINUTE);
    TubeStats stats = client.statsTube(tube).orElseThrow();
    assertThat(stats.name()).isEqualTo(tube);
    assertThat(stats.currentJobsBuried()).isEqualTo(1);
    assertThat(stats.currentJobsReserved()).isEqualTo(1);
    assertThat(stats.currentJobsUrgent()).isEqualTo(1);
    assertThat(stats.currentJobsReady()).isEqualTo(2);
    assertThat(stats.currentJobsDelayed()).isEqualTo(1);
    assertThat(stats.totalJobs()).isEqualTo(5);
    assertThat(stats.currentUsing()).isEqualTo(1);
    assertThat(stats.currentWatching()).isEqualTo(1);
    assertThat(stats.currentWaiting()).isZero();
    assertThat(stats.values()).containsEntry("cmd-pause-tube", "0");
  }

  @Test
  void a_job_tells_where_it_is() throws Exception {
    long id = client.put(new byte[0], Priority.of(7), NOW, MINUTE);
    JobStats stats = client.statsJob(id).orElseThrow();
    assertThat(stats.id()).isEqualTo(id);
    assertThat(stats.tube()).isEqualTo(tube);
    assertThat(stats.state()).isEqualTo(JobStats.State.READY);
    assertThat(stats.age()).isLessThan(MINUTE);
    assertThat(stats.file()).isPositive();
    assertThat(stats.timeouts()).isZero();
  }

  @Test
  void the_server_tells_about_itself() throws Exception {
    put("x");
    ServerStats stats = client.stats();
    assertThat(stats.version()).isNotEmpty().doesNotContain("\"");
    assertThat(stats.hostname()).isNotEmpty().doesNotContain("\"");
    assertThat(stats.id()).matches("[0-9a-f]+");
    assertThat(stats.pid()).isEqualTo(server.process().pid());
    assertThat(stats.cmdPut()).isPositive();
    assertThat(stats.currentConnections()).isEqualTo(1);
    assertThat(stats.binlogRecordsWritten()).isPositive();
    assertThat(stats.draining()).isFalse();
    assertThat(stats.values()).containsKeys("rusage-utime", "os", "platform");
  }

  @Test
  void tubes_are_listed() throws Exception {
    assertThat(client.listTubes()).contains(TubeName.DEFAULT, tube);
    assertThat(client.listTubesWatched()).containsExactly(tube);
    assertThat(client.listTubeUsed()).isEqualTo(tube);
  }
}
