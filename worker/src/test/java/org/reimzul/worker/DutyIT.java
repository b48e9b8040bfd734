package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Notice;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;

/** When a worker takes builds and when it doesn't. */
class DutyIT {
  private static final TubeName TUBE = TubeName.of("x86_64");

  @TempDir Path dir;
  private TestFarm farm;
  private Watched watched;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    watched = new Watched(farm, dir);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private ServerProcess worker(String more) throws Exception {
    return farm.startWorker("builder = rpmbuild\nhost = alpha\nname = blue\n" + more);
  }

  private void submit(String spec) throws Exception {
    farm.submit(Srpms.make(spec, farm.incoming(), dir), Optional.empty());
  }

  private List<String> statesUntil(String last) throws Exception {
    List<String> states = new ArrayList<>();
    while (!states.contains(last)) {
      FarmEvent event = farm.takeEvent(EventKind.WORKER);
      assertThat(event.data().path("host").asText()).isEqualTo("alpha");
      assertThat(event.data().path("name").asText()).isEqualTo("blue");
      states.add(event.data().path("state").asText());
    }
    return states;
  }

  private void pin(TubeName place) throws Exception {
    try (Beanstalk client = farm.connect()) {
      var notice = new Notice("alice", Clock.systemUTC().instant(), "new disks");
      client.put(place, notice.encode(), Tubes.BUILD, Duration.ZERO, Duration.ofMinutes(1));
    }
  }

  private void unpin(TubeName place) throws Exception {
    try (Beanstalk client = farm.connect()) {
      assertThat(Notices.remove(client, place)).isTrue();
    }
  }

  private long watching() throws Exception {
    try (Beanstalk client = farm.connect()) {
      return client.statsTube(TUBE).map(stats -> stats.currentWatching()).orElse(0L);
    }
  }

  @Test
  void an_idle_worker_drains_takes_nothing_and_resumes() throws Exception {
    worker("");
    assertThat(statesUntil("up")).containsExactly("up");
    pin(Notices.drain("alpha"));
    assertThat(statesUntil("drained")).containsExactly("draining", "drained");
    Await.until(TestFarm.SOON, "nobody to count on it", () -> watching() == 0);
    submit("tiny");
    assertThat(farm.jobs()).isEqualTo(1);

    unpin(Notices.drain("alpha"));

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
    farm.awaitSettled();
  }

  @Test
  void a_busy_worker_says_that_it_drains_and_finishes_what_it_has() throws Exception {
    ServerProcess worker = worker("");
    submit("patient");
    watched.awaitStarted(1);
    pin(Notices.drain("alpha", "blue"));
    assertThat(statesUntil("draining")).containsExactly("up", "draining");
    submit("tiny");

    Files.writeString(dir.resolve("go"), "");

    assertThat(farm.takeResult().result().pkgname()).isEqualTo("patient");
    assertThat(statesUntil("drained")).containsExactly("drained");
    assertThat(farm.jobs()).isEqualTo(1);
    worker.signal("TERM");
    assertThat(statesUntil("stopped")).containsExactly("stopped");
  }

  @Test
  void another_workers_notice_is_no_concern() throws Exception {
    pin(Notices.drain("alpha", "red"));
    pin(Notices.drain("beta"));
    worker("");
    submit("tiny");

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
  }

  @Test
  void three_failures_alike_in_a_row_take_the_host_out_of_service() throws Exception {
    Files.writeString(dir.resolve("kill"), "");
    worker("[retry]\nfirst = 1h");
    for (int i = 1; i <= 3; i++) {
      submit("mortal");
      watched.awaitStarted(i);
    }

    assertThat(statesUntil("drained")).containsExactly("up", "failing", "draining", "drained");

    try (Beanstalk client = farm.connect()) {
      Notice notice = Notices.find(client, Notices.drain("alpha")).orElseThrow();
      assertThat(notice.by()).isEqualTo("worker@alpha");
      assertThat(notice.reason()).contains("3 times", "rpmbuild was killed", "alpha");
    }
  }

  @Test
  void a_stop_lets_the_running_build_finish_and_takes_nothing_new() throws Exception {
    ServerProcess worker = worker("finish_within = 10m");
    submit("patient");
    watched.awaitStarted(1);
    worker.signal("TERM");
    Await.until(TestFarm.SOON, "the stop", () -> worker.logText().contains("stops"));
    submit("tiny");

    Files.writeString(dir.resolve("go"), "");

    assertThat(farm.takeResult().result().pkgname()).isEqualTo("patient");
    worker.awaitExit(TestFarm.SOON);
    assertThat(farm.jobs()).isEqualTo(1);
    assertThat(watched.started()).hasSize(1);
  }
}
