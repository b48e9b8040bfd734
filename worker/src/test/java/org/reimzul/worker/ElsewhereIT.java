package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Notice;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;

/** A build that a host has failed is left to others, where there are some. */
class ElsewhereIT {
  private static final TubeName TUBE = TubeName.of("x86_64");

  @TempDir Path dir;
  private TestFarm farm;
  private RunningWorker alpha;
  private BuildJob job;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    String srpm = Srpms.make("tiny", farm.incoming(), dir).getFileName().toString();
    job = Jobs.of(srpm, "x86_64", "el9.x86_64").withTries(new Tries(1, List.of("alpha")));
  }

  @AfterEach
  void stop() throws Exception {
    if (alpha != null) {
      alpha.close();
    }
    farm.close();
  }

  private RunningWorker worker(String host, String retry) throws Exception {
    return worker(host, "1", retry);
  }

  private RunningWorker worker(String host, String name, String retry) throws Exception {
    return farm.runWorker(
        "builder = rpmbuild\nhost = %s\nname = %s\nwork_dir = %s\n[retry]\n%s"
            .formatted(host, name, dir.resolve("work-" + host), retry));
  }

  private String builder() throws Exception {
    return BuildEvent.decode(farm.take(Tubes.CREATEREPO)).builder();
  }

  private void awaitLeft(long id) throws Exception {
    try (Beanstalk client = farm.connect()) {
      Await.until(
          TestFarm.SOON,
          "the job to be left to others",
          () -> {
            JobStats stats = client.statsJob(id).orElseThrow();
            return stats.releases() > 0 && stats.delay().compareTo(Duration.ofSeconds(5)) == 0;
          });
    }
  }

  @Test
  void it_is_built_by_the_other_host() throws Exception {
    alpha = worker("alpha", "elsewhere = 1h");
    try (Beanstalk watcher = farm.connect()) {
      watcher.watch(TUBE); // another host's worker, which has something to do
      awaitLeft(farm.put(job.encode()));

      // The watcher stays until beta watches: a host that is alone builds the job itself.
      try (RunningWorker beta = worker("beta", "")) {
        assertThat(builder()).isEqualTo("beta");
        farm.awaitSettled();
        assertThat(beta.instance().name()).isEqualTo("1");
      }
    }
  }

  @Test
  void it_is_built_here_when_nobody_takes_it_for_too_long() throws Exception {
    alpha = worker("alpha", "elsewhere = 2s");
    try (Beanstalk watcher = farm.connect()) {
      watcher.watch(TUBE);
      farm.put(job.encode());

      assertThat(builder()).isEqualTo("alpha");
    }
  }

  @Test
  void it_is_built_here_at_once_when_only_this_hosts_workers_watch() throws Exception {
    alpha = worker("alpha", "elsewhere = 1h");
    try (RunningWorker second = worker("alpha", "2", "elsewhere = 1h")) {
      assertThat(second.instance().name()).isEqualTo("2");
      farm.put(job.encode());

      assertThat(builder()).isEqualTo("alpha");
    }
  }

  @Test
  void a_worker_of_this_host_that_drains_does_not_stand_for_another_host() throws Exception {
    alpha = worker("alpha", "elsewhere = 1h");
    try (RunningWorker second = worker("alpha", "2", "elsewhere = 1h");
        Beanstalk watcher = farm.connect()) {
      var notice = new Notice("jane@here", Instant.now(), "a new disk");
      TubeName place = Notices.drain("alpha", second.instance().name());
      watcher.put(place, notice.encode(), Tubes.BUILD, Duration.ZERO, Duration.ofMinutes(1));
      Await.until(
          TestFarm.SOON,
          "the second one to let go of the tube",
          () -> watcher.statsTube(TUBE).orElseThrow().currentWatching() == 1);
      watcher.watch(TUBE);

      awaitLeft(farm.put(job.encode()));
    }
  }

  @Test
  void a_build_that_failed_elsewhere_is_built_at_once() throws Exception {
    alpha = worker("gamma", "elsewhere = 1h");
    try (Beanstalk watcher = farm.connect()) {
      watcher.watch(TUBE);
      farm.put(job.encode());

      assertThat(builder()).isEqualTo("gamma");
    }
  }
}
