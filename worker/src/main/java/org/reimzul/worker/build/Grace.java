package org.reimzul.worker.build;

import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.queue.Lease;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.ServerStats;

/**
 * Leaves time to a worker that has lost its reservation without giving it up, by a broken
 * connection or a restarted server: its build still runs, and it will take its job back. The delay
 * of the release itself tells the next worker that this was done.
 */
final class Grace {
  private final Duration length;
  private final Instance instance;

  /**
   * @param length longer than an owner takes to notice and to reconnect; zero for none
   */
  Grace(Duration length, Instance instance) {
    this.length = Duration.ofSeconds(length.toSeconds());
    this.instance = instance;
  }

  /** How long to leave a job alone, or empty if it may be started. */
  Optional<Duration> before(BuildId build, Lease lease) {
    if (length.isZero() || instance.ownDead(build)) {
      return Optional.empty();
    }
    JobStats job = lease.stats().orElse(null);
    ServerStats server = lease.server().orElse(null);
    if (job == null || server == null || job.delay().equals(length)) {
      return Optional.empty();
    }
    return wasLost(job) || wasRecovered(job, server) ? Optional.of(length) : Optional.empty();
  }

  /** This reservation is one of the reserves; a timeout is a loss too. */
  private static boolean wasLost(JobStats job) {
    return job.reserves() - 1 > job.releases() + job.buries();
  }

  /** The server forgets in a crash who held what. */
  private boolean wasRecovered(JobStats job, ServerStats server) {
    return server.uptime().compareTo(length) < 0 && job.age().compareTo(server.uptime()) > 0;
  }
}
