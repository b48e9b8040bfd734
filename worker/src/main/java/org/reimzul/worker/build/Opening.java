package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;

/**
 * What comes before the first attempt of a turn: a try that was cut off is counted, and other hosts
 * go first.
 */
record Opening(Again again, Elsewhere elsewhere, OutOfService health) {
  /**
   * How to go on.
   *
   * @param job as it is leased now
   * @param notNow what becomes of the message, if nothing is to be done now
   */
  record Result(FarmJob job, Optional<Outcome> notNow) {}

  /**
   * Settles what earlier turns have left.
   *
   * @param current the build that is about to be made: the job's, or one that is chained to it
   * @param found what the queue tells of earlier turns
   */
  Result of(FarmJob job, BuildId current, Grace.Finding found, Lease lease)
      throws IOException, InterruptedException {
    FarmJob next = job;
    if (found.lost()) {
      if (again.lastStraw(job)) {
        Outcome held = again.lostForGood(job, current, found.ours(), lease);
        return new Result(job, Optional.of(held));
      }
      next = again.lost(job, found.ours(), lease);
    }
    Optional<Duration> pause = elsewhere.before(next.tries(), lease);
    pause.ifPresent(any -> CrashPoint.reach("worker.elsewhere.left"));
    return new Result(
        next,
        pause.map(
            length -> Outcome.retry(length, "it has failed here before; left to other hosts")));
  }
}
