package org.reimzul.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;

/** Finds a build's job in the queue. Numbers recur, so each job is compared with its build. */
final class JobFinder {
  private final Beanstalk queue;
  private final Arches arches;

  JobFinder(Beanstalk queue, Arches arches) {
    this.queue = queue;
    this.arches = arches;
  }

  /** A job as it stands in the queue. */
  record Found(FarmJob job, JobStats stats) {
    /** True when a worker has it. */
    boolean reserved() {
      return stats.state() == JobStats.State.RESERVED;
    }
  }

  /** Where the record saw it last, else at the head of a tube in which builds wait. */
  Optional<Found> find(BuildId build, Optional<BuildRecord> record) throws BeanstalkException {
    Optional<Long> number = record.flatMap(BuildRecord::queueId);
    Optional<Found> there =
        number.isEmpty() ? Optional.empty() : found(queue.peek(number.get()), build);
    return there.isPresent() ? there : atSomeHead(build);
  }

  private Optional<Found> atSomeHead(BuildId build) throws BeanstalkException {
    List<TubeName> tubes = new ArrayList<>(List.of(Tubes.HELD, Tubes.AFTER, Tubes.SOURCE));
    arches.names().stream().map(arches::tubeOf).distinct().map(TubeName::of).forEach(tubes::add);
    for (TubeName tube : tubes) {
      queue.use(tube);
      for (Optional<Job> head :
          List.of(queue.peekReady(), queue.peekDelayed(), queue.peekBuried())) {
        Optional<Found> found = found(head, build);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Found> found(Optional<Job> job, BuildId build) throws BeanstalkException {
    Optional<FarmJob> read = job.flatMap(each -> ofBuild(each, build));
    return read.isEmpty()
        ? Optional.empty()
        : queue.statsJob(job.get().id()).map(stats -> new Found(read.get(), stats));
  }

  /** What is in a job, if it is this build's. */
  static Optional<FarmJob> ofBuild(Job job, BuildId build) {
    try {
      return Optional.of(FarmJob.decode(job.body()))
          .filter(read -> read.buildId().filter(build::equals).isPresent());
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.empty();
    }
  }
}
