package org.reimzul.core.queue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.ConnectionException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.NotFoundException;
import org.reimzul.jbeanstalk.ProtocolException;
import org.reimzul.jbeanstalk.ServerStats;

/**
 * The reservation of one job, kept by touching it. When the connection drops it is opened again and
 * the job taken back. Belongs to the thread that reserved.
 */
public final class Lease implements Heartbeat {
  private static final Duration SLICE = Duration.ofSeconds(1);

  private final Beanstalk queue;
  private final Job job;
  private final Duration every;
  private final Outage outage;
  private final Backoff backoff = Backoff.forServers();
  private long nextTouch;
  private boolean connected = true;

  Lease(Beanstalk queue, Job job, Duration ttr, Outage outage) {
    this.queue = queue;
    this.job = job;
    this.every = ttr.dividedBy(4);
    this.outage = outage;
    this.nextTouch = System.nanoTime() + every.toNanos();
  }

  /** The message. */
  public byte[] body() {
    return job.body();
  }

  /** Its number in the queue; numbers recur, so it is no identity. */
  public long queueId() {
    return job.id();
  }

  /** What the server knows of the job; empty when it is gone or the server is away. */
  public Optional<JobStats> stats() {
    try {
      return queue.statsJob(job.id());
    } catch (BeanstalkException e) {
      noteFailure(e);
      return Optional.empty();
    }
  }

  /** What the server knows of itself; empty when it is away. */
  public Optional<ServerStats> server() {
    try {
      return Optional.of(queue.stats());
    } catch (BeanstalkException e) {
      noteFailure(e);
      return Optional.empty();
    }
  }

  /**
   * Touches the job when a quarter of its time to run has passed, and otherwise returns at once.
   * While the server is away it tries to come back, with pauses, and the work goes on.
   *
   * @throws LeaseLostException when somebody else has the job, or it is gone
   */
  @Override
  public void beat() throws LeaseLostException {
    if (System.nanoTime() - nextTouch >= 0) {
      touchNow();
    }
  }

  /** Waits for this long and keeps the job meanwhile. */
  public void pause(Duration whole) throws LeaseLostException, InterruptedException {
    Duration left = whole;
    while (left.compareTo(Duration.ZERO) > 0) {
      beat();
      Thread.sleep(Math.min(left.toMillis(), SLICE.toMillis()));
      left = left.minus(SLICE);
    }
    beat();
  }

  /** As {@link #beat}, at once. */
  void touchNow() throws LeaseLostException {
    try {
      if (!connected) {
        queue.reconnect();
        outage.up();
        backoff.reset();
        connected = true;
        takeBack();
      } else {
        queue.touch(job.id());
      }
      nextTouch = System.nanoTime() + every.toNanos();
    } catch (NotFoundException e) {
      expired();
    } catch (BeanstalkException e) {
      noteFailure(e);
    }
  }

  private void expired() throws LeaseLostException {
    try {
      takeBack();
      nextTouch = System.nanoTime() + every.toNanos();
    } catch (BeanstalkException e) {
      noteFailure(e);
    }
  }

  private void takeBack() throws BeanstalkException, LeaseLostException {
    Optional<Job> again = queue.reserveJob(job.id());
    if (again.isEmpty()) {
      String state = queue.statsJob(job.id()).map(stats -> stats.state().name()).orElse("gone");
      throw new LeaseLostException("the reservation was lost and the job is now " + state);
    }
    if (!Arrays.equals(again.get().body(), job.body())) {
      queue.release(job.id(), Tubes.BUILD, Duration.ZERO);
      throw new LeaseLostException("the job is gone; its number belongs to another one now");
    }
  }

  private void noteFailure(BeanstalkException e) {
    if (e instanceof ConnectionException || e instanceof ProtocolException) {
      connected = false;
    }
    outage.down(e.getMessage());
    nextTouch = System.nanoTime() + backoff.next().toNanos();
  }

  /** Holds the job for sure when this returns true; otherwise the server is away. */
  boolean hold() throws LeaseLostException {
    if (!connected) {
      touchNow();
    }
    return connected;
  }
}
