package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Notice;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;

/** What tests ask of a farm whose builds are called off, stopped or skipped. */
public record Watched(TestFarm farm, Path dir) {
  /** Calls a build off, as the command does. */
  public void cancel(BuildId build) throws Exception {
    try (Beanstalk client = farm.connect()) {
      var notice = new Notice("alice", Clock.systemUTC().instant(), "wrong branch");
      client.put(
          Notices.cancel(build),
          notice.encode(),
          Tubes.BUILD,
          Duration.ZERO,
          Duration.ofMinutes(1));
    }
  }

  /** Takes the end that bstore was asked to commit, which must be of this build. */
  public String takeEnd(BuildJob job, EndState state) throws Exception {
    BuildEnd end = ((BstoreRequest.End) BstoreRequest.decode(farm.take(Tubes.BSTORE))).end();
    assertThat(end.build()).isEqualTo(job.requireBuildId());
    assertThat(end.state()).isEqualTo(state);
    return end.reason();
  }

  /** Takes events until one is of this attempt state; returns its reason. */
  public String reasonOf(String state) throws Exception {
    while (true) {
      FarmEvent event = FarmEvent.decode(farm.take(Tubes.EVENTS));
      if (event.data().path("state").asText().equals(state)) {
        return event.reason().orElse("");
      }
    }
  }

  /** The process ids that the packages of the test resources have written down. */
  public List<String> started() throws Exception {
    Path started = dir.resolve("started");
    return Files.exists(started) ? Files.readAllLines(started) : List.of();
  }

  /** Waits until that many have. */
  public void awaitStarted(int count) {
    Await.until(TestFarm.SOON, count + " starts", () -> started().size() == count);
  }

  /** True if any of them is there still. */
  public boolean anyRuns() throws Exception {
    return started().stream().anyMatch(pid -> ProcessHandle.of(Long.parseLong(pid)).isPresent());
  }

  /** How many messages a tube holds in any state. */
  public long count(TubeName tube) throws Exception {
    try (Beanstalk client = farm.connect()) {
      return client
          .statsTube(tube)
          .map(stats -> stats.currentJobsReady() + stats.currentJobsReserved())
          .orElse(0L);
    }
  }

  /** Takes every event that is there; true if one tells of an attempt. */
  public boolean anyAttempt() throws Exception {
    boolean any = false;
    while (count(Tubes.EVENTS) > 0) {
      any |= FarmEvent.decode(farm.takeAny(Tubes.EVENTS)).kind() == EventKind.ATTEMPT;
    }
    return any;
  }

  /** The uploads that bstore may take. */
  public long completeUploads() throws Exception {
    try (var uploads = Files.list(farm.uploads())) {
      return uploads.filter(dir -> Files.exists(dir.resolve("manifest.json"))).count();
    }
  }
}
