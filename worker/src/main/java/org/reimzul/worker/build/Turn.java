package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.reimzul.worker.builder.Builder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn of a job at this worker: its own arch, then the chained ones, each unless it has ended
 * before. What earlier turns have left is settled only when something is to be built: a job that is
 * redelivered after its end costs no retry.
 */
final class Turn {
  private static final Logger log = LoggerFactory.getLogger(Turn.class);

  /** What a turn needs of its handler. */
  record Means(
      History history,
      Attempts attempts,
      Chains chains,
      Builder builder,
      Again again,
      Elsewhere elsewhere,
      OutOfService health) {}

  private final Means with;
  private final Lease lease;
  private final Grace.Finding found;
  private BuildJob job;
  private BuildId current;
  private boolean settled;
  private Optional<Outcome> notNow = Optional.empty();

  /**
   * @param job with its build id
   * @param found what the queue tells of earlier turns
   */
  Turn(Means with, BuildJob job, Lease lease, Grace.Finding found) {
    this.with = with;
    this.job = job;
    this.lease = lease;
    this.found = found;
    this.current = job.requireBuildId();
  }

  /** The job as it is leased now. */
  BuildJob job() {
    return job;
  }

  /** Which build it is about at the moment. */
  BuildId current() {
    return current;
  }

  /** Builds what is to be built; returns what becomes of the job. */
  Outcome take(String now) throws IOException, InterruptedException {
    String timestamp = with.history().begun(job).orElse(now);
    Optional<History.End> end = once(Optional.empty(), timestamp);
    for (String arch : with.chains().after(job)) {
      if (end.isEmpty()) {
        break;
      }
      if (end.get().status() != Status.SUCCESS) {
        log.info("build {} is not chained to {}: it did not succeed", current, arch);
        break;
      }
      current = job.chainedTo(arch).requireBuildId();
      if (with.builder().chains(job.chainedTo(arch))) {
        CrashPoint.reach("worker.chain.next");
        Optional<History.End> chained = once(Optional.of(arch), end.get().timestamp());
        end = chained.isEmpty() ? chained : end;
      }
    }
    return notNow.orElseGet(Outcome::done);
  }

  /** How it has ended, or empty if it is not to be built now. */
  private Optional<History.End> once(Optional<String> chained, String timestamp)
      throws IOException, InterruptedException {
    BuildJob asked = asked(chained);
    current = asked.requireBuildId();
    Optional<History.End> before = with.history().endOf(asked, lease);
    if (before.isPresent()) {
      log.info("build {} has ended before ({}); nothing to build", current, before.get().status());
      return before;
    }
    notNow = settle();
    if (notNow.isPresent()) {
      return Optional.empty();
    }
    Status status = with.attempts().run(asked(chained), timestamp, lease);
    CrashPoint.reach("worker.turn.built");
    with.health().works();
    return Optional.of(new History.End(status, timestamp));
  }

  private BuildJob asked(Optional<String> chained) {
    return chained.map(job::chainedTo).orElse(job);
  }

  /** Before the first build of a turn: counts a try that was cut off, and lets others go first. */
  private Optional<Outcome> settle() throws IOException, InterruptedException {
    if (settled) {
      return Optional.empty();
    }
    settled = true;
    if (found.lost()) {
      if (with.again().lastStraw(job)) {
        return Optional.of(with.again().lostForGood(job, current, found.ours(), lease));
      }
      job = with.again().lost(job, found.ours(), lease);
    }
    Optional<Duration> pause = with.elsewhere().before(job.tries(), lease);
    pause.ifPresent(any -> CrashPoint.reach("worker.elsewhere.left"));
    return pause.map(
        length -> Outcome.retry(length, "it has failed here before; left to other hosts"));
  }
}
