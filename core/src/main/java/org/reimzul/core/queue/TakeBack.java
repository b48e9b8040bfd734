package org.reimzul.core.queue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.BuriedOnReleaseException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;

/**
 * Takes a job back whose reservation was lost. Who is handed such a job gives it back with a delay
 * that tells for how many losses that was done, and can count only so far: an owner that has lost
 * it more often puts a delay of its own in that one's place, so that the next loss is news again.
 */
final class TakeBack {
  /** Well below what the delay of a grace can tell. */
  private static final int MANY_LOSSES = 3;

  /** Shorter than any grace. */
  private static final Duration NO_GRACE = Duration.ofSeconds(1);

  private final Beanstalk queue;
  private final Contest contest;

  TakeBack(Beanstalk queue, Contest contest) {
    this.queue = queue;
    this.contest = contest;
  }

  /** True if the job is ours again; false while somebody holds it who may give it back. */
  boolean of(Job job) throws BeanstalkException, LeaseLostException {
    requireOurs(job, queue.peek(job.id()));
    Optional<Job> again = queue.reserveJob(job.id());
    if (again.isEmpty()) {
      contest.stillOn(queue, job.id());
      return false;
    }
    requireOurs(job, again);
    CrashPoint.reach("queue.lease.taken_back");
    Optional<JobStats> stats = queue.statsJob(job.id());
    return stats.isEmpty() || stats.get().lostReservations() < MANY_LOSSES || wiped(stats.get());
  }

  /** Only a release changes the delay; a job that is put off is nobody's but ours to reserve. */
  private boolean wiped(JobStats job) throws BeanstalkException {
    try {
      queue.release(job.id(), job.pri(), NO_GRACE);
    } catch (BuriedOnReleaseException e) {
      // it can be reserved by its number all the same
    }
    return queue.reserveJob(job.id()).isPresent();
  }

  private static void requireOurs(Job job, Optional<Job> now) throws LeaseLostException {
    if (now.isPresent() && !Arrays.equals(now.get().body(), job.body())) {
      throw new LeaseLostException("the job is gone; its number belongs to another one now", true);
    }
  }
}
