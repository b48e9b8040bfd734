package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
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
   * @param errand as it is leased now
   * @param notNow what becomes of the message, if nothing is to be done now
   */
  record Result<E extends Errand<E>>(E errand, Optional<Outcome> notNow) {}

  /**
   * Settles what earlier turns have left.
   *
   * @param current the build that is about to be made: the errand's, or one that is chained to it
   * @param found what the queue tells of earlier turns
   */
  <E extends Errand<E>> Result<E> of(E errand, BuildId current, Grace.Finding found, Lease lease)
      throws IOException, InterruptedException {
    E next = errand;
    if (found.lost()) {
      if (again.lastStraw(errand)) {
        Outcome held = again.lostForGood(errand, current, found.ours(), lease);
        return new Result<>(errand, Optional.of(held));
      }
      next = again.lost(errand, found.ours(), lease);
    }
    Optional<Duration> pause = elsewhere.before(next.tries(), lease);
    pause.ifPresent(any -> CrashPoint.reach("worker.elsewhere.left"));
    return new Result<>(
        next,
        pause.map(
            length -> Outcome.retry(length, "it has failed here before; left to other hosts")));
  }
}
