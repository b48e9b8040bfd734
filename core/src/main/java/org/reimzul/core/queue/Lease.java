package org.reimzul.core.queue;

import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.Notice;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.lifecycle.Standstill;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.ServerStats;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.jbeanstalk.TubeStats;

/**
 * The reservation of one job, kept by touching it. When the connection drops it is opened again and
 * the job taken back; when the whole process has stood still for longer than a reservation lasts,
 * it is lost. Belongs to the thread that reserved.
 */
public final class Lease implements Heartbeat {
  private static final Duration SLICE = Duration.ofMillis(500);

  /** For so long an answer of the server is believed. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** Tells the record where a job is now. */
  @FunctionalInterface
  public interface Told {
    /** Called with the new number, before the old job is deleted. */
    void of(long queueId) throws InterruptedException;
  }

  private final Beanstalk queue;
  private final Duration ttr;
  private final Gate gate;
  private final Holding holding;

  /**
   * @param askedAt {@link System#nanoTime} before the job was asked for
   */
  Lease(
      Beanstalk queue,
      Job job,
      Duration ttr,
      long askedAt,
      Outage outage,
      Standstill standstill,
      Gate gate) {
    this.queue = queue;
    this.ttr = ttr;
    this.gate = gate;
    this.holding = new Holding(queue, job, ttr, askedAt, outage, standstill);
  }

  /** The message. */
  public byte[] body() {
    return holding.job().body();
  }

  /** Its number in the queue; numbers recur, so it is no identity. */
  public long queueId() {
    return holding.job().id();
  }

  /** What the server knows of the job; empty when it is gone or the server is away. */
  public Optional<JobStats> stats() {
    Optional<ServerStats> server = server();
    Optional<JobStats> stats = ask(() -> queue.statsJob(queueId()));
    if (server.isPresent() && stats.isPresent()) {
      holding.know(stats.get(), server.get().id());
    }
    return stats;
  }

  /** As {@link #stats}, waiting for a server that is away. */
  public JobStats knownStats() throws LeaseLostException, InterruptedException {
    while (true) {
      awaitHeld();
      Optional<JobStats> stats = stats();
      if (stats.isPresent()) {
        return stats.get();
      }
      Thread.sleep(SLICE.toMillis());
    }
  }

  /** What the server knows of itself; empty when it is away. */
  public Optional<ServerStats> server() {
    return ask(() -> Optional.of(queue.stats()));
  }

  /** What the server knows of a tube; empty when there is none, or the server is away. */
  public Optional<TubeStats> tube(TubeName name) {
    return ask(() -> queue.statsTube(name));
  }

  /** What stands at a place for notices; empty also while the server is away. */
  public Optional<Notice> notice(TubeName place) {
    return ask(() -> Notices.find(queue, place));
  }

  /**
   * Puts a message on the lease's own connection, which is there when a stopping daemon can open no
   * other; empty when it is not.
   */
  public Optional<Long> put(TubeName tube, byte[] body, Priority priority) {
    return ask(() -> Optional.of(queue.put(tube, body, priority, Duration.ZERO, ttr)));
  }

  @FunctionalInterface
  private interface Question<T> {
    Optional<T> ask() throws BeanstalkException;
  }

  private <T> Optional<T> ask(Question<T> question) {
    try {
      return holding.connected() ? question.ask() : Optional.empty();
    } catch (BeanstalkException e) {
      holding.failed(e);
      return Optional.empty();
    }
  }

  /**
   * Touches the job when a quarter of its time to run has passed, and otherwise returns at once.
   * While the server is away it tries to come back, with pauses, and the work goes on.
   *
   * @throws LeaseLostException when somebody else has the job, or may have had it
   */
  @Override
  public void beat() throws LeaseLostException {
    holding.requireAwake();
    if (holding.due() && holding.touch()) {
      look();
    }
  }

  private void look() {
    try {
      gate.busy(queue);
    } catch (BeanstalkException e) {
      holding.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever waits next will see it
    }
  }

  /** Waits for this long and keeps the job meanwhile. */
  public void pause(Duration whole) throws LeaseLostException, InterruptedException {
    long end = System.nanoTime() + whole.toNanos();
    for (long left = whole.toNanos(); left > 0; left = end - System.nanoTime()) {
      beat();
      Thread.sleep(Math.min(Duration.ofNanos(left).toMillis() + 1, SLICE.toMillis()));
    }
    beat();
  }

  /** Holds the job for sure when this returns true; otherwise the server or the job is away. */
  public boolean hold() throws LeaseLostException {
    holding.requireAwake();
    return holding.sure(FRESH) || holding.touch();
  }

  /** As {@link #hold}, but asks the server in any case: we may have slept since it said so. */
  public boolean confirm() throws LeaseLostException {
    return holding.touch();
  }

  /** Returns when {@link #hold} does so with true. */
  public void awaitHeld() throws LeaseLostException, InterruptedException {
    while (!hold()) {
      Thread.sleep(SLICE.toMillis());
    }
  }

  /** How long ago the server last said that the job is ours. */
  public Duration unconfirmed() {
    return holding.unconfirmed();
  }

  /**
   * Goes on with another body: puts a new job into the same tube with the same priority, reserves
   * it, and deletes the old one. Its counters begin anew. Waits for a server that is away, or that
   * takes no message.
   *
   * @throws LeaseLostException also when somebody else has got hold of the new job
   */
  public void replace(byte[] body, Told told) throws LeaseLostException, InterruptedException {
    new Replacement(queue, this, holding, ttr).by(body, told);
  }
}
