package org.reimzul.controller.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;

/**
 * A build's job as it stands in the queue.
 *
 * @param job as put; without a build id from an original submitter
 * @param builds the build that it is the job of; for one without an id those that it may be
 * @param stats what the server knows of it
 * @param put when, to a second, and never too early
 */
public record QueuedJob(FarmJob job, Set<BuildId> builds, JobStats stats, Instant put) {
  /** A server that forgets to end a reservation is believed to have forgotten after this long. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(-1);

  /** The job in a message, or empty when it is none: a result, an event, something foreign. */
  static Optional<FarmJob> decode(Job message) {
    try {
      // results carry the job's keys, too
      return Optional.of(FarmJob.decode(message.body()))
          .filter(job -> !(job instanceof BuildJob build && build.extra().containsKey("status")));
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.empty();
    }
  }

  static QueuedJob of(FarmJob job, Job message, JobStats stats, Instant now) {
    Instant put = now.minus(stats.age());
    return new QueuedJob(job, builds(job, message, put), stats, put);
  }

  /**
   * The id of an original submitter's job is derived from when it was put, which the server tells
   * to a second: a second to each side is possible, too.
   */
  private static Set<BuildId> builds(FarmJob job, Job message, Instant put) {
    if (job.buildId().isPresent()) {
      return Set.of(job.buildId().get());
    }
    Set<BuildId> possible = new HashSet<>();
    for (int second = -1; second <= 1; second++) {
      possible.add(BuildId.derive(message.body(), message.id(), put.plusSeconds(second)));
    }
    return Set.copyOf(possible);
  }

  /**
   * True when somebody has held it for a minute longer than the server should have let him: a
   * server that lost the timer (seen in 1.12) never hands it out again while it runs.
   */
  public boolean stuck() {
    return stats.state() == JobStats.State.RESERVED && stats.timeLeft().compareTo(FORGOTTEN) < 0;
  }
}
