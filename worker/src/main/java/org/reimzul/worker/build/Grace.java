package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.WorkLoop;
import org.reimzul.jbeanstalk.JobStats;

/**
 * Leaves time to a worker that has lost its reservation without giving it up, by a broken
 * connection or a restarted server: its build still runs, and it will take its job back. The delay
 * of the release itself tells the next worker for how many lost reservations this was done.
 */
final class Grace {
  /**
   * So many seconds beyond the grace can a delay tell of; more losses count as these. An owner that
   * comes back after many wipes that out, see {@link Lease}.
   */
  private static final long TOLD = 7;

  private final Duration length;
  private final Instance instance;

  /**
   * @param length longer than an owner takes to notice and to reconnect; zero for none
   */
  Grace(Duration length, Instance instance) {
    this.length = unmistakable(Duration.ofSeconds(length.toSeconds()));
    this.instance = instance;
  }

  /** This length, or the next from which on no delay of ours has another meaning, too. */
  static Duration unmistakable(Duration length) {
    Duration chosen = length;
    for (Duration other : WorkLoop.DELAYS) {
      boolean below = other.compareTo(chosen) < 0;
      boolean above = other.compareTo(chosen.plusSeconds(TOLD)) > 0;
      if (!chosen.isZero() && !below && !above) {
        chosen = other.plusSeconds(1);
      }
    }
    return chosen;
  }

  /**
   * What the queue tells of an earlier try.
   *
   * @param pause how long to leave the job alone; empty if it may be started
   * @param lost a try was leased and has never ended
   * @param ours it was a try of this worker
   */
  record Finding(Optional<Duration> pause, boolean lost, boolean ours) {}

  /** Asks the queue; waits while it is away. */
  Finding of(BuildId build, Lease lease) throws IOException, InterruptedException {
    Standing now = Standing.of(lease);
    JobStats job = now.job();
    long losses = job.lostReservations();
    if (instance.ownDead(build, now.handout())) {
      return go(losses > 0 || (now.recovered() && instance.cutOff(build)), true);
    }
    boolean young = now.recovered() && now.server().uptime().compareTo(length) < 0;
    long granted = granted(job);
    boolean due = losses > Math.max(granted, 0) || (young && granted < 0);
    if (due && !length.isZero()) {
      Duration pause = length.plusSeconds(Math.min(losses, TOLD));
      return new Finding(Optional.of(pause), false, false);
    }
    return go(losses > 0, false);
  }

  private static Finding go(boolean lost, boolean ours) {
    return new Finding(Optional.empty(), lost, ours);
  }

  /** For how many losses the last release has given time, or -1 if it was no such release. */
  private long granted(JobStats job) {
    long beyond = job.delay().minus(length).toSeconds();
    if (job.releases() == 0 || beyond < 0 || beyond > TOLD) {
      return -1; // a server that was restarted keeps the delay, but not what it meant
    }
    return beyond == TOLD ? Long.MAX_VALUE : beyond;
  }
}
