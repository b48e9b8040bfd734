package org.reimzul.core.queue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.reimzul.core.job.Notice;
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
import org.reimzul.jbeanstalk.TubeName;

/**
 * The reservation of one job, kept by touching it. When the connection drops it is opened again and
 * the job taken back. Belongs to the thread that reserved.
 */
public final class Lease implements Heartbeat {
  private static final Duration SLICE = Duration.ofSeconds(1);

  private static final Duration CONTEST = Duration.ofSeconds(3);
  private static final Duration CONTEST_PAUSE = Duration.ofMillis(250);

  private final Beanstalk queue;
  private final Job job;
  private final Duration every;
  private final Outage outage;
  private final Backoff backoff = Backoff.forServers();
  private long nextTouch;
  private boolean connected = true;
  private boolean held = true;
  private long contestedSince;
  private long confirmedAt = System.nanoTime();

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
        held = false;
      }
      if (!held || !touched()) {
        takeBack();
      }
      confirmedAt = held ? System.nanoTime() : confirmedAt;
      nextTouch = System.nanoTime() + (held ? every : CONTEST_PAUSE).toNanos();
    } catch (BeanstalkException e) {
      noteFailure(e);
    }
  }

  private boolean touched() throws BeanstalkException {
    try {
      queue.touch(job.id());
    } catch (NotFoundException e) {
      held = false;
    }
    return held;
  }

  private void takeBack() throws BeanstalkException, LeaseLostException {
    Optional<Job> again = queue.reserveJob(job.id());
    if (again.isEmpty()) {
      contest();
      return;
    }
    if (!Arrays.equals(again.get().body(), job.body())) {
      queue.release(job.id(), Tubes.BUILD, Duration.ZERO);
      throw new LeaseLostException("the job is gone; its number belongs to another one now");
    }
    held = true;
    contestedSince = 0;
  }

  /** Who is handed the job of another's running build holds it for a moment, and gives it back. */
  private void contest() throws BeanstalkException, LeaseLostException {
    String state = queue.statsJob(job.id()).map(stats -> stats.state().name()).orElse("gone");
    contestedSince = contestedSince == 0 ? System.nanoTime() : contestedSince;
    if (state.equals("gone") || System.nanoTime() - contestedSince > CONTEST.toNanos()) {
      throw new LeaseLostException("the reservation was lost and the job is now " + state);
    }
  }

  private void noteFailure(BeanstalkException e) {
    if (e instanceof ConnectionException || e instanceof ProtocolException) {
      connected = false;
    }
    outage.down(e.getMessage());
    nextTouch = System.nanoTime() + backoff.next().toNanos();
  }

  /** What stands at a place for notices; empty also while the server is away. */
  public Optional<Notice> notice(TubeName place) {
    try {
      return connected ? Notices.find(queue, place) : Optional.empty();
    } catch (BeanstalkException e) {
      noteFailure(e);
      return Optional.empty();
    }
  }

  /** As {@link #hold}, but asks the server in any case: we may have slept since it said so. */
  public boolean confirm() throws LeaseLostException {
    touchNow();
    return connected && held;
  }

  /** How long ago the server last said that the job is ours. */
  public Duration unconfirmed() {
    return Duration.ofNanos(System.nanoTime() - confirmedAt);
  }

  /** Holds the job for sure when this returns true; otherwise the server or the job is away. */
  public boolean hold() throws LeaseLostException {
    if (!connected || !held) {
      touchNow();
    }
    return connected && held;
  }
}
