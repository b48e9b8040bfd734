package org.reimzul.core.queue;

import java.time.Clock;
import java.util.Optional;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.JobStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles a job that is held for sure, once. */
final class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);

  private final String by;
  private final Sender sender;

  /**
   * @param by role and host, as events carry it
   * @param sender for the events of buried messages
   */
  Settlement(String by, Sender sender) {
    this.by = by;
    this.sender = sender;
  }

  /** Deletes, releases or buries it. */
  void settle(Beanstalk queue, Lease lease, Outcome outcome)
      throws BeanstalkException, InterruptedException {
    long id = lease.queueId();
    if (outcome instanceof Outcome.Done) {
      queue.delete(id);
      return;
    }
    Optional<JobStats> stats = queue.statsJob(id);
    if (stats.isEmpty()) {
      return; // deleted by somebody else meanwhile
    }
    if (outcome instanceof Outcome.Retry retry) {
      if (!retry.reason().isEmpty()) {
        log.info("job {} goes back for {}: {}", id, retry.delay(), retry.reason());
      }
      queue.release(id, stats.get().pri(), retry.delay());
    } else if (outcome instanceof Outcome.Bury bury) {
      reject(queue, stats.get(), lease.body(), bury.reason());
    }
  }

  private void reject(Beanstalk queue, JobStats stats, byte[] body, String reason)
      throws BeanstalkException, InterruptedException {
    String tube = stats.tube().value();
    log.error("burying job {} of tube {}: {}", stats.id(), tube, reason);
    var event = FarmEvent.rejected(Clock.systemUTC().instant(), by, tube, stats.id(), body, reason);
    sender.send(Tubes.EVENTS, event.encode());
    CrashPoint.reach("queue.reject.told");
    queue.bury(stats.id(), stats.pri());
  }
}
