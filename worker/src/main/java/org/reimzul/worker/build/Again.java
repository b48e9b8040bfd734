package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.Tries;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives builds that the infrastructure has failed another try, or lays them before a person. The
 * count travels in the job: the next one is put, then the present one deleted.
 */
final class Again {
  private static final Logger log = LoggerFactory.getLogger(Again.class);
  private static final String LOST = "an attempt was leased and never ended";

  private final RetryConfig config;
  private final String host;
  private final Sender sender;
  private final JobEvents events;

  Again(RetryConfig config, String host, Sender sender, JobEvents events) {
    this.config = config;
    this.host = host;
    this.sender = sender;
    this.events = events;
  }

  /**
   * A try has failed here.
   *
   * @param job as it was leased
   * @param failed the build that failed: the job's own, or one that is chained to it
   */
  Outcome failed(FarmJob job, BuildId failed, String reason, Lease lease)
      throws IOException, InterruptedException {
    FarmJob next = job.withTries(job.tries().failed(host));
    if (config.exhausted(next.tries().count())) {
      return hold(next, failed, reason, lease);
    }
    return put(next, failed, config.delay(next.tries().count()), reason, lease);
  }

  /** A server was away for so long that others may have a try; nobody is to blame. */
  Outcome away(FarmJob job, BuildId failed, String reason, Lease lease)
      throws IOException, InterruptedException {
    return put(job, failed, config.first(), reason, lease);
  }

  private Outcome put(FarmJob next, BuildId failed, Duration delay, String reason, Lease lease)
      throws IOException, InterruptedException {
    JobStats stats = lease.knownStats();
    CrashPoint.reach("worker.retry.decided");
    long id = sender.send(stats.tube(), next.encode(), stats.pri(), delay);
    CrashPoint.reach("worker.retry.put");
    events.send(events.queued(next.tries(), failed, stats.tube(), id, delay, reason));
    CrashPoint.reach("worker.retry.told");
    log.warn("build {} goes again in {} s: {}", failed, delay.toSeconds(), reason);
    return Outcome.done();
  }

  /**
   * A try was cut off before it could tell. The lease goes on with a job that counts it.
   *
   * @param ours it was a try of this host; otherwise nobody knows whose
   */
  FarmJob lost(FarmJob job, boolean ours, Lease lease) throws IOException, InterruptedException {
    FarmJob next = job.withTries(counted(job.tries(), ours));
    TubeName tube = lease.knownStats().tube();
    log.warn("build {}: {}; that makes {}", next.requireBuildId(), LOST, next.tries().count());
    lease.replace(
        next.encode(),
        id ->
            events.send(
                events.queued(next.tries(), next.requireBuildId(), tube, id, Duration.ZERO, LOST)));
    return next;
  }

  /** True if one more failure is one too many. */
  boolean lastStraw(FarmJob job) {
    return config.exhausted(job.tries().count() + 1);
  }

  /** As {@link #lost}, when that was one too many. */
  Outcome lostForGood(FarmJob job, BuildId build, boolean ours, Lease lease)
      throws IOException, InterruptedException {
    return hold(job.withTries(counted(job.tries(), ours)), build, LOST, lease);
  }

  /**
   * The daemon stops, and the thread is interrupted: whoever is next may begin at once. A job whose
   * reservation was lost for a moment would look as if it had been lost for good: a copy that knows
   * nothing of it takes its place.
   */
  Outcome handBack(FarmJob job, Lease lease) throws LeaseLostException {
    Optional<JobStats> stats = lease.stats();
    if (stats.isPresent() && stats.get().lostReservations() > 0 && lease.confirm()) {
      TubeName tube = stats.get().tube();
      Optional<Long> copy = lease.put(tube, job.encode(), stats.get().pri());
      if (copy.isPresent()) {
        FarmEvent told =
            events.queued(
                job.tries(),
                job.requireBuildId(),
                tube,
                copy.get(),
                Duration.ZERO,
                "the worker stops");
        lease.put(Tubes.EVENTS, told.encode(), Tubes.BUILD);
        return Outcome.done();
      }
    }
    return Outcome.retry(Duration.ZERO, "the worker stops");
  }

  private Tries counted(Tries tries, boolean ours) {
    return ours ? tries.failed(host) : new Tries(tries.count() + 1, tries.failedOn());
  }

  private Outcome hold(FarmJob job, BuildId build, String reason, Lease lease)
      throws IOException, InterruptedException {
    Priority priority = lease.knownStats().pri();
    CrashPoint.reach("worker.held.decided");
    long id = sender.send(Tubes.HELD, job.encode(), priority, Duration.ZERO);
    CrashPoint.reach("worker.held.put");
    int count = job.tries().count();
    String why =
        "failed by the infrastructure %d times, at last on %s: %s; mend that, then: reimzul retry %s"
            .formatted(count, host, reason, job.requireBuildId());
    events.send(events.held(job.tries(), build, id, why));
    CrashPoint.reach("worker.held.told");
    log.error("build {} is held for a person: {}", build, why);
    return Outcome.done();
  }
}
