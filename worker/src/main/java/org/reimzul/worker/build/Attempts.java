package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.config.Deadlines;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.worker.builder.InfrastructureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one try after another: announced, built, handed over, cleaned up after. */
final class Attempts {
  private static final Logger log = LoggerFactory.getLogger(Attempts.class);

  private final Instance instance;
  private final Deadlines deadlines;
  private final Announcer announcer;
  private final Published published;
  private final Bench bench;
  private final HandOver handOver;
  private final Aftermath aftermath;
  private final Clock clock;

  Attempts(
      Instance instance,
      Deadlines deadlines,
      Announcer announcer,
      Published published,
      Bench bench,
      HandOver handOver,
      Aftermath aftermath,
      Clock clock) {
    this.instance = instance;
    this.deadlines = deadlines;
    this.announcer = announcer;
    this.published = published;
    this.bench = bench;
    this.handOver = handOver;
    this.aftermath = aftermath;
    this.clock = clock;
  }

  /**
   * Builds one arch and hands the result over; returns how it ended. A build that was skipped
   * counts as Failed here: nothing is chained to it.
   *
   * @throws CanceledException when somebody has called it off; bstore was told
   * @throws LeaseLostException when the job is not ours any more
   * @throws InfrastructureException when another try may succeed
   */
  Status run(BuildJob job, String timestamp, Lease lease) throws IOException, InterruptedException {
    var watch = new Watch(lease, job, deadlines);
    try {
      watch.requireWanted();
      Optional<String> another = published.refuses(job, watch);
      if (another.isPresent()) {
        log.info("build {} is skipped: {}", job.requireBuildId(), another.get());
        end(job, EndState.SKIPPED, another.get());
        return Status.FAILED;
      }
      return attempt(timestamp, watch);
    } catch (CanceledException e) {
      end(job, EndState.CANCELED, e.getMessage());
      throw e;
    }
  }

  private void end(BuildJob job, EndState state, String reason) throws InterruptedException {
    announcer.ended(job, state, reason);
    CrashPoint.reach("worker.end.put");
  }

  private Status attempt(String timestamp, Watch watch) throws IOException, InterruptedException {
    BuildJob job = watch.job();
    var id = new AttemptId(job.requireBuildId(), AttemptToken.mint());
    log.info("attempt {}: building {} for {} in {}", id, job.srpm(), job.arch(), job.target());
    AttemptDirectory dir = instance.open(id);
    CrashPoint.reach("worker.attempt.begins");
    Status status = attempt(timestamp, dir, watch);
    aftermath.done(dir, watch::keep);
    return status;
  }

  private Status attempt(String timestamp, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    try {
      dir.make(); // first of all, so that a successor knows of every try that was announced
      CrashPoint.reach("worker.attempt.made");
      announcer.leased(dir.id(), watch.job());
      CrashPoint.reach("worker.attempt.leased");
      return produce(timestamp, dir, watch);
    } catch (InterruptedException e) {
      aftermath.stopped(dir);
      throw e;
    } catch (CanceledException e) {
      aftermath.broken(dir, AttemptState.ABORTED, e.getMessage(), watch::keep);
      throw e;
    } catch (LeaseLostException e) {
      aftermath.broken(dir, AttemptState.LOST, e.getMessage(), watch::keep);
      throw e;
    } catch (IOException | RuntimeException e) {
      throw aftermath.failed(dir, e, watch::keep);
    }
  }

  private Status produce(String timestamp, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    AttemptId id = dir.id();
    Instant started = clock.instant();
    BuildEvent building =
        announcer.result(watch.job(), id, timestamp, Status.BUILDING, Optional.empty());
    Optional<String> failure;
    try {
      failure = bench.work(building, dir, watch);
    } catch (SkipException e) {
      log.info("attempt {}: skipped: {}", id, e.getMessage());
      end(watch.job(), EndState.SKIPPED, e.getMessage());
      finish(id, Optional.of(e.getMessage()));
      return Status.FAILED;
    }
    Status status = failure.isPresent() ? Status.FAILED : Status.SUCCESS;
    log.info(
        "attempt {}: {}{}; uploading", id, status.wire(), failure.map(": "::concat).orElse(""));
    announcer.state(id, AttemptState.UPLOADING);
    CrashPoint.reach("worker.attempt.uploading");
    BuildEvent end = announcer.result(watch.job(), id, timestamp, status, failure);
    handOver.deliver(end, started, dir, watch);
    finish(id, failure);
    return status;
  }

  private void finish(AttemptId id, Optional<String> reason) throws InterruptedException {
    announcer.state(id, AttemptState.DONE, reason.orElse(null));
    CrashPoint.reach("worker.attempt.done");
  }

  /** Ends and removes whatever earlier processes of this instance were doing. */
  void recover() throws IOException, InterruptedException {
    for (AttemptDirectory dir : instance.leftBehind()) {
      aftermath.cutOff(dir);
    }
  }
}
