package org.reimzul.controller.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
import org.reimzul.controller.Messages;
import org.reimzul.controller.TestBuilds;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.BeanstalkServer;

class QueueWalkIT {
  private static final TubeName ARCH = TubeName.of("x86_64");

  @TempDir Path dir;
  private BeanstalkServer server;
  private Beanstalk queue;
  private final QueueWalk walk = new QueueWalk(Clock.systemUTC());

  @BeforeEach
  void start() throws Exception {
    server = BeanstalkServer.start(dir);
    queue = Beanstalk.connect(Endpoint.parse(server.url()), ClientOptions.defaults());
  }

  @AfterEach
  void stop() {
    queue.close();
    server.close();
  }

  private long put(TubeName tube, byte[] body, Duration delay) throws Exception {
    return queue.put(tube, body, Tubes.BUILD, delay, Tubes.TTR);
  }

  private List<Long> seen(QueueWalk.Visitor also) throws Exception {
    List<Long> ids = new ArrayList<>();
    walk.run(
        queue,
        Heartbeat.NONE,
        job -> {
          ids.add(job.stats().id());
          also.visit(job);
        });
    return ids;
  }

  @Test
  void sees_jobs_of_builds_in_every_tube_and_state_and_nothing_else() throws Exception {
    long reserved = put(ARCH, TestBuilds.job().encode(), Duration.ZERO);
    queue.watch(ARCH);
    queue.reserve(Duration.ZERO);
    long ready = put(Tubes.HELD, TestBuilds.job().encode(), Duration.ZERO);
    long delayed = put(Tubes.AFTER, TestBuilds.job().encode(), Duration.ofMinutes(1));
    long deleted = put(ARCH, TestBuilds.job().encode(), Duration.ofMinutes(1));
    queue.delete(deleted);
    String build = TestBuilds.job().requireBuildId().value();
    String result = Messages.ours("Success", build, "00112233445566aa", "");
    put(Tubes.NOTIFY, result.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    put(ARCH, "not a job".getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    assertThat(seen(job -> {})).containsExactly(reserved, ready, delayed);
    assertThat(queue.statsTube(TubeName.of("probe")).map(tube -> tube.currentJobsReady()))
        .isNotEqualTo(1L);
  }

  @Test
  void finds_the_last_one_that_came_after_another() throws Exception {
    BuildJob job = TestBuilds.job();
    put(ARCH, job.encode(), Duration.ZERO);
    long inHand = put(Tubes.AFTER, job.encode(), Duration.ZERO);
    assertThat(after(inHand, job)).isEmpty();
    long made = put(ARCH, job.encode(), Duration.ZERO);
    put(ARCH, TestBuilds.job().encode(), Duration.ZERO);
    assertThat(after(inHand, job)).map(found -> found.stats().id()).contains(made);
  }

  private Optional<QueuedJob> after(long number, BuildJob job) throws Exception {
    return walk.findAfter(
        queue, Heartbeat.NONE, number, found -> found.builds().contains(job.requireBuildId()));
  }

  @Test
  void sees_a_job_that_moves_while_it_is_looked_for() throws Exception {
    put(ARCH, TestBuilds.job().encode(), Duration.ZERO);
    BuildJob moving = TestBuilds.job();
    long before = put(ARCH, moving.encode(), Duration.ZERO);
    List<Long> after = new ArrayList<>();
    List<Long> ids =
        seen(
            first -> {
              if (after.isEmpty()) {
                after.add(move(moving, before));
              }
            });
    assertThat(ids).contains(after.get(0)).doesNotContain(before);
  }

  @Test
  void does_not_look_again_for_a_job_that_was_gone() throws Exception {
    List<Long> living = List.of(held(), held());
    for (int i = 0; i < 50; i++) {
      queue.delete(held());
    }
    assertThat(seen(job -> {})).isEqualTo(living);

    long fresh = held();
    queue.delete(living.get(0));
    long before = peeks();
    assertThat(seen(job -> {})).containsExactly(living.get(1), fresh);
    assertThat(peeks() - before).as("those that were there, what is new, and probes").isLessThan(9);
  }

  @Test
  void looks_at_all_numbers_of_a_server_that_has_begun_anew() throws Exception {
    queue.delete(held());
    long kept = held();
    assertThat(seen(job -> {})).containsExactly(kept);

    stop();
    Files.delete(dir.resolve("binlog/binlog.1"));
    start();
    long first = held();
    assertThat(first).as("a number that had no job").isEqualTo(1);
    assertThat(seen(job -> {})).containsExactly(first);
  }

  private long held() throws Exception {
    return put(Tubes.HELD, TestBuilds.job().encode(), Duration.ZERO);
  }

  private long peeks() throws Exception {
    return Long.parseLong(queue.stats().values().get("cmd-peek"));
  }

  private long move(BuildJob job, long from) {
    try {
      long to = put(ARCH, job.encode(), Duration.ZERO);
      queue.delete(from);
      return to;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
