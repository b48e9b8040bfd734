package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Status;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.source.SrpmName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one try after another: announced, built, handed over, cleaned up after. */
final class Attempts {
  private static final Logger log = LoggerFactory.getLogger(Attempts.class);

  private final Instance instance;
  private final Builder builder;
  private final Announcer announcer;
  private final Bench bench;
  private final HandOver handOver;
  private final Clock clock;

  Attempts(
      Instance instance,
      Builder builder,
      Announcer announcer,
      Bench bench,
      HandOver handOver,
      Clock clock) {
    this.instance = instance;
    this.builder = builder;
    this.announcer = announcer;
    this.bench = bench;
    this.handOver = handOver;
    this.clock = clock;
  }

  /** Builds one arch and hands the result over; returns how it ended. */
  Status run(BuildJob job, String timestamp, Heartbeat beat)
      throws IOException, InterruptedException {
    var id = new AttemptId(job.requireBuildId(), AttemptToken.mint());
    log.info("attempt {}: building {} for {} in {}", id, job.srpm(), job.arch(), job.target());
    announcer.leased(id, job);
    AttemptDirectory dir = instance.open(id);
    try {
      Status status = produce(job, timestamp, dir, beat);
      clear(dir);
      return status;
    } catch (InterruptedException e) {
      announcer.aborted(id);
      dir.markEnded();
      leave(dir);
      throw e;
    } catch (IOException | RuntimeException e) {
      boolean lost = e instanceof LeaseLostException;
      log.warn("attempt {} ends without a result: {}", id, e.getMessage());
      announcer.state(id, lost ? AttemptState.LOST : AttemptState.FAILED, e.getMessage());
      instance.noteDead(id.build());
      clear(dir);
      throw e;
    }
  }

  private Status produce(BuildJob job, String timestamp, AttemptDirectory dir, Heartbeat beat)
      throws IOException, InterruptedException {
    AttemptId id = dir.id();
    Instant started = clock.instant();
    BuildEvent building = event(job, Status.BUILDING, timestamp, id, Optional.empty());
    Optional<String> failure = bench.work(job, building, dir, beat);
    Status status = failure.isPresent() ? Status.FAILED : Status.SUCCESS;
    BuildEvent end = event(job, status, timestamp, id, failure);
    log.info(
        "attempt {}: {}{}; uploading", id, status.wire(), failure.map(": "::concat).orElse(""));
    announcer.state(id, AttemptState.UPLOADING);
    handOver.deliver(end, started, dir, beat);
    announcer.state(id, AttemptState.DONE, failure.orElse(null));
    return status;
  }

  private BuildEvent event(
      BuildJob job, Status status, String timestamp, AttemptId id, Optional<String> reason) {
    SrpmName name = SrpmName.of(job.srpm());
    return new BuildEvent(
        job,
        status,
        announcer.host(),
        name.evr(),
        name.pkgname(),
        timestamp,
        Optional.of(id.token()),
        reason);
  }

  /** Ends and removes whatever earlier processes of this instance were doing. */
  void recover() throws IOException, InterruptedException {
    for (AttemptDirectory dir : instance.leftBehind()) {
      log.info("cleaning up after attempt {}, which was cut off", dir.id());
      if (!dir.ended()) {
        announcer.state(dir.id(), AttemptState.LOST, "the worker's process died");
      }
      instance.noteDead(dir.id().build());
      clear(dir);
    }
  }

  private void clear(AttemptDirectory dir) throws InterruptedException {
    try {
      builder.recover(dir.root());
      Trees.delete(dir.root());
    } catch (IOException e) {
      log.warn("cannot remove {} now; the next start of this worker will", dir.root(), e);
    }
  }

  /** A stop is no time for tidying that takes long: the next start does it. */
  private void leave(AttemptDirectory dir) {
    Path root = dir.root();
    if (builder.leftOvers(root)) {
      return;
    }
    try {
      Trees.delete(root);
    } catch (IOException e) {
      log.warn("cannot remove {} now; the next start of this worker will", root, e);
    }
  }
}
