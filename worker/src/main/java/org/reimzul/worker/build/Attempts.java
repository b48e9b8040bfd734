package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.config.Deadlines;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.worker.builder.FailureKind;
import org.reimzul.worker.builder.InfrastructureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one try after another: announced, built, handed over, cleaned up after. */
final class Attempts {
  private static final Logger log = LoggerFactory.getLogger(Attempts.class);

  private final Instance instance;
  private final Deadlines deadlines;
  private final Announcer announcer;
  private final Aftermath aftermath;
  private final Clock clock;

  Attempts(
      Instance instance,
      Deadlines deadlines,
      Announcer announcer,
      Aftermath aftermath,
      Clock clock) {
    this.instance = instance;
    this.deadlines = deadlines;
    this.announcer = announcer;
    this.aftermath = aftermath;
    this.clock = clock;
  }

  /**
   * Does one build's work and hands the result over; returns how it ended.
   *
   * @throws CanceledException when somebody has called it off; bstore was told
   * @throws LeaseLostException when the job is not ours any more
   * @throws InfrastructureException when another try may succeed
   */
  EndState run(Work work, FarmJob asked, String timestamp, Lease lease)
      throws IOException, InterruptedException {
    BuildJob job = asked.ended();
    var watch = new Watch(lease, job, deadlines, announcer);
    try {
      watch.requireWanted();
      Optional<String> why = work.needless(watch);
      if (why.isPresent()) {
        log.info("build {} is skipped: {}", job.requireBuildId(), why.get());
        announcer.ended(job, EndState.SKIPPED, why.get());
        return EndState.SKIPPED;
      }
      return attempt(work, asked, timestamp, watch);
    } catch (CanceledException e) {
      announcer.ended(job, EndState.CANCELED, e.getMessage());
      throw e;
    }
  }

  private EndState attempt(Work work, FarmJob asked, String timestamp, Watch watch)
      throws IOException, InterruptedException {
    BuildJob job = watch.job();
    var id = new AttemptId(job.requireBuildId(), AttemptToken.mint());
    log.info("attempt {}: {} for {} in {}", id, job.srpm(), job.arch(), job.target());
    AttemptDirectory dir = instance.open(id);
    CrashPoint.reach("worker.attempt.begins");
    EndState end = attempt(work, asked, timestamp, dir, watch);
    aftermath.done(dir, watch::keep);
    return end;
  }

  private EndState attempt(
      Work work, FarmJob asked, String timestamp, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    Instant started = clock.instant();
    try {
      dir.make(); // first of all, so that a successor knows of every try that was announced
      dir.note(watch.handout());
      CrashPoint.reach("worker.attempt.made");
      FarmJob leased = work.prepare(asked, dir, watch);
      dir.note(watch.handout()); // that may have put another job in the place of this one
      announcer.leased(dir.id(), leased.toJson());
      CrashPoint.reach("worker.attempt.leased");
      return work.produce(timestamp, started, dir, watch);
    } catch (InterruptedException e) {
      aftermath.stopped(dir);
      throw e;
    } catch (CanceledException e) {
      aftermath.broken(
          dir, AttemptState.ABORTED, FailureKind.CANCELED, e.getMessage(), watch::keep);
      throw e;
    } catch (LeaseLostException e) {
      aftermath.broken(
          dir, AttemptState.LOST, FailureKind.INFRASTRUCTURE, e.getMessage(), watch::keep);
      throw e;
    } catch (IOException | RuntimeException e) {
      throw aftermath.failed(dir, e, watch::keep);
    }
  }

  /** Ends and removes whatever earlier processes of this instance were doing. */
  void recover() throws IOException, InterruptedException {
    for (AttemptDirectory dir : instance.leftBehind()) {
      try {
        aftermath.cutOff(dir);
      } catch (IOException | RuntimeException e) { // the others', and what comes, is to go on
        log.warn("cannot clean up after attempt {}; going on without", dir.id(), e);
      }
    }
  }
}
