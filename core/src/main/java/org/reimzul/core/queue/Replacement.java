package org.reimzul.core.queue;

import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;

/** Puts one job in the place of another that is held; see {@link Lease#replace}. */
final class Replacement {
  private static final long NOT_PUT = -1;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Beanstalk queue;
  private final Lease lease;
  private final Holding holding;
  private final Duration ttr;
  private long fresh = NOT_PUT;

  Replacement(Beanstalk queue, Lease lease, Holding holding, Duration ttr) {
    this.queue = queue;
    this.lease = lease;
    this.holding = holding;
    this.ttr = ttr;
  }

  void by(byte[] body, Lease.Told told) throws LeaseLostException, InterruptedException {
    while (lease.queueId() != fresh) {
      JobStats old = lease.knownStats();
      try {
        if (fresh == NOT_PUT) { // delayed, so that it is nobody else's before it is ours
          fresh = queue.put(old.tube(), body, old.pri(), ttr, ttr);
          CrashPoint.reach("queue.replace.put");
          told.of(fresh);
          CrashPoint.reach("queue.replace.told");
        }
        exchange(body);
      } catch (BeanstalkException e) {
        holding.failed(e);
        lease.pause(PAUSE); // a server that drains or is full answers, and refuses, at once
      }
    }
  }

  private void exchange(byte[] body) throws BeanstalkException, LeaseLostException {
    long asked = System.nanoTime();
    if (queue.reserveJob(fresh).isEmpty()) {
      throw new LeaseLostException("somebody has taken the job that was to replace it", true);
    }
    CrashPoint.reach("queue.replace.reserved");
    Optional<JobStats> stats = queue.statsJob(fresh);
    String run = queue.stats().id();
    queue.delete(lease.queueId());
    CrashPoint.reach("queue.replace.deleted");
    holding.become(new Job(fresh, body), asked);
    stats.ifPresent(known -> holding.know(known, run));
  }
}
