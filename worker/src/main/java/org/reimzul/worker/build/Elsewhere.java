package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Notices;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves a build that this host has failed to another host for a while, if there is one. */
final class Elsewhere {
  private static final Logger log = LoggerFactory.getLogger(Elsewhere.class);
  private static final Duration STEP = Duration.ofSeconds(5);

  private final String host;
  private final Instance instance;
  private final Duration step;
  private final long rounds;

  /**
   * @param longest for how long in all; zero for not at all
   * @param grace a delay of this length or a little more has another meaning
   */
  Elsewhere(String host, Instance instance, Duration longest, Duration grace) {
    this.host = host;
    this.instance = instance;
    Duration wanted = longest.compareTo(STEP) < 0 ? longest : STEP;
    boolean mistakable = !grace.isZero() && wanted.compareTo(grace) >= 0;
    this.step = mistakable ? Duration.ofSeconds(Math.max(1, grace.toSeconds() - 1)) : wanted;
    this.rounds =
        longest.isZero() ? 0 : (longest.toSeconds() + step.toSeconds() - 1) / step.toSeconds();
  }

  /** How long to leave the job to others now, or empty if this host is to build it. */
  Optional<Duration> before(Tries tries, Lease lease)
      throws LeaseLostException, InterruptedException {
    return tries.failedOn().contains(host) ? leave(lease) : Optional.empty();
  }

  /** The same for a job that this host had better not do. */
  Optional<Duration> leave(Lease lease) throws LeaseLostException, InterruptedException {
    JobStats job = lease.knownStats();
    if (job.releases() >= rounds) { // the job was put anew after its last failure
      return Optional.empty();
    }
    long watching = lease.tube(job.tube()).map(TubeStats::currentWatching).orElse(0L);
    return watching > ours(lease) ? Optional.of(step) : Optional.empty();
  }

  /** Of this host's workers those that may take something. */
  private long ours(Lease lease) {
    try {
      return instance.alive().stream()
          .filter(name -> lease.notice(Notices.drain(host, name)).isEmpty())
          .count();
    } catch (IOException e) {
      log.warn("cannot count this host's workers; not waiting for other hosts", e);
      return Long.MAX_VALUE;
    }
  }
}
