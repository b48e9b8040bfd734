package org.reimzul.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.TestBstore;
import org.reimzul.controller.TestBuilds;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildJob;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.testkit.Await;

class LostQueueIT {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final int QUEUED = 200;
  private static final int RUNNING = 4;

  @TempDir Path dir;

  @Test
  void every_build_of_a_queue_that_was_deleted_is_put_again_once() throws Exception {
    try (var bstore = new TestBstore(dir.resolve("bstore"));
        var farm = new TestFarm(dir, true).start(fast(bstore));
        var builds = new TestBuilds(farm)) {
      Map<BuildJob, AttemptToken> running = new LinkedHashMap<>();
      List<BuildJob> all = new ArrayList<>();
      for (int i = 0; i < RUNNING; i++) {
        BuildJob job = TestBuilds.job();
        builds.submit(job);
        builds.reserve();
        running.put(job, AttemptToken.mint());
        builds.tellAttempt(job, running.get(job), AttemptState.BUILDING);
        all.add(job);
      }
      for (int i = 0; i < QUEUED; i++) {
        BuildJob job = TestBuilds.job();
        builds.submit(job);
        all.add(job);
      }
      Await.until(SOON, "all recorded", () -> farm.waiting("events") == 0);
      deleteBinlog(farm);
      farm.reconnect();
      builds.queue.reconnect();
      for (Map.Entry<BuildJob, AttemptToken> lost : running.entrySet()) {
        builds.tellAttempt(lost.getKey(), lost.getValue(), AttemptState.LOST);
      }
      Await.until(SOON, "all in the queue", () -> builds.queued().size() == all.size());
      builds.awaitLooks(4);
      Map<?, List<JobStats>> queued = builds.queued();
      assertThat(queued.keySet())
          .extracting(Object::toString)
          .containsExactlyInAnyOrderElementsOf(
              all.stream().map(job -> job.requireBuildId().value()).toList());
      assertThat(queued.values()).allSatisfy(places -> assertThat(places).hasSize(1));
      assertThat(queued.values())
          .allSatisfy(places -> assertThat(places.get(0).tube().value()).isEqualTo("x86_64"))
          .allSatisfy(places -> assertThat(places.get(0).pri().value()).isEqualTo(1024));
      farm.awaitDrained("events");
      assertThat(farm.all("builds"))
          .extracting(build -> build.getString("state"))
          .containsOnly("QUEUED");
      assertThat(farm.all("builds"))
          .extracting(build -> build.get("waiting", Document.class).getString("reason"))
          .containsOnly("was in no tube; put again by the reconciler");
    }
  }

  private static String fast(TestBstore bstore) {
    return "[reconcile]\nevery = 200ms\nyoung = 1s\n[bstore]\nbase_url = " + bstore.url() + "\n";
  }

  private static void deleteBinlog(TestFarm farm) throws IOException {
    farm.queueServer.process().kill();
    try (Stream<Path> files = Files.list(farm.dir.resolve("beanstalkd/binlog"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    farm.queueServer.restart();
  }
}
