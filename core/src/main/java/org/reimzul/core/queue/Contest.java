package org.reimzul.core.queue;

import java.time.Duration;
import java.util.Optional;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.JobStats;

/**
 * Judges who holds a job that we had and can't take back. Who is handed the job of another's
 * running build holds it for a moment, and gives it back; and after a silent partition the server
 * may hold it for our own dead connection. Anybody else has it for good.
 */
final class Contest {
  private static final Duration MOMENT = Duration.ofSeconds(3);

  /** Our reservation as the server counts it; -1 while unknown. */
  private long reserves = -1;

  private String serverRun = "";
  private long since;

  /** Our reservation is this one of that run of the server. */
  void know(long counted, String run) {
    reserves = counted;
    serverRun = run;
  }

  /** The job is ours. */
  void over() {
    since = 0;
  }

  /** Returns while the job may come back to us. */
  void stillOn(Beanstalk queue, long id) throws BeanstalkException, LeaseLostException {
    Optional<JobStats> stats = queue.statsJob(id);
    if (stats.isPresent() && isOurGhost(queue, stats.get())) {
      since = 0;
      return;
    }
    since = since == 0 ? System.nanoTime() : since;
    if (stats.isEmpty() || System.nanoTime() - since > MOMENT.toNanos()) {
      String state = stats.map(known -> known.state().name()).orElse("gone");
      throw new LeaseLostException("the reservation was lost and the job is now " + state, true);
    }
  }

  private boolean isOurGhost(Beanstalk queue, JobStats stats) throws BeanstalkException {
    return stats.state() == JobStats.State.RESERVED
        && stats.reserves() == reserves
        && queue.stats().id().equals(serverRun);
  }
}
