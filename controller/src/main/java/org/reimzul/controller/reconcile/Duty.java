package org.reimzul.controller.reconcile;

import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Json;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.Reservation;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.jbeanstalk.TubeStats;

/**
 * Whose turn it is to reconcile: the reservation of the one job in a tube, which is there only for
 * the turn. It ends with its connection, so a controller that dies hands it over. For one thread.
 */
final class Duty implements Heartbeat {
  private static final TubeName TUBE = TubeName.of("reconcile");

  private final Beanstalk queue;
  private final Duration every;
  private Optional<Job> held = Optional.empty();
  private long nextTouch;

  /** {@code ttr} is how long a controller that hangs keeps the others from it. */
  Duty(Beanstalk queue, Duration ttr) throws BeanstalkException {
    this.queue = queue;
    this.every = ttr.dividedBy(4);
    queue.watch(TUBE);
    queue.ignore(TubeName.DEFAULT);
  }

  /** Takes it; false while another controller has it. */
  boolean take(Duration ttr) throws BeanstalkException {
    held = reserved(); // one that a controller has left behind
    if (held.isEmpty() && jobs() == 0) {
      byte[] body = Json.write(Json.object().put("v", Fields.VERSION));
      queue.put(TUBE, body, Tubes.BUILD, Duration.ZERO, ttr);
      held = reserved();
    }
    if (held.isPresent() && jobs() > 1) {
      release(); // two have put one at once; if both give way, the next turn is somebody's
    }
    nextTouch = System.nanoTime() + every.toNanos();
    return held.isPresent();
  }

  private Optional<Job> reserved() throws BeanstalkException {
    return queue.reserve(Duration.ZERO) instanceof Reservation.Reserved reserved
        ? Optional.of(reserved.job())
        : Optional.empty();
  }

  private long jobs() throws BeanstalkException {
    return queue.statsTube(TUBE).map(Duty::jobs).orElse(0L);
  }

  private static long jobs(TubeStats tube) {
    return tube.currentJobsReady() + tube.currentJobsReserved() + tube.currentJobsDelayed();
  }

  /** Keeps it during a long look. */
  @Override
  public void beat() throws DutyLostException {
    if (System.nanoTime() - nextTouch < 0 || held.isEmpty()) {
      return;
    }
    try {
      queue.touch(held.get().id());
      nextTouch = System.nanoTime() + every.toNanos();
    } catch (BeanstalkException e) {
      throw new DutyLostException(e);
    }
  }

  /** Ends it, if it is still ours. */
  void release() throws BeanstalkException {
    if (held.isPresent()) {
      queue.delete(held.get().id());
    }
    held = Optional.empty();
  }
}
