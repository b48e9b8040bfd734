package org.reimzul.controller.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;

/**
 * Looks at every job of the queue, whatever its tube and state, without taking any: the server has
 * no list of them, but numbers them in order. Thread-safe; the connection is the caller's. One for
 * a process is enough, and learns from each walk.
 *
 * <p>A job that moves while it is looked for is not missed: a move puts the new job, whose number
 * is higher than all before, and then deletes the old one; the walk goes upwards until it stands at
 * the last number that was given.
 */
public final class QueueWalk {
  /** Hears of one job. */
  @FunctionalInterface
  public interface Visitor {
    /** Called for each job of a build, in the order of numbers. */
    void visit(QueuedJob job) throws IOException, InterruptedException;
  }

  /** Nobody watches it. */
  private static final TubeName PROBE = TubeName.of("probe");

  /** A farm so busy that every look finds a newer message is left after this many. */
  private static final int ROUNDS = 100;

  private static final long FIRST = 1;

  private final Clock clock;
  private final AtomicReference<LivingNumbers> living =
      new AtomicReference<>(LivingNumbers.UNKNOWN);

  /** By this clock a job's age becomes a time. */
  public QueueWalk(Clock clock) {
    this.clock = clock;
  }

  /** The job of a build with this number, or empty when there is none. */
  public Optional<QueuedJob> look(Beanstalk queue, long id) throws BeanstalkException {
    Optional<Job> message = queue.peek(id);
    return message.isPresent() ? describe(queue, message.get()) : Optional.empty();
  }

  private Optional<QueuedJob> describe(Beanstalk queue, Job message) throws BeanstalkException {
    Optional<FarmJob> job = QueuedJob.decode(message);
    if (job.isEmpty()) {
      return Optional.empty();
    }
    Optional<JobStats> stats = queue.statsJob(message.id());
    return stats.map(known -> QueuedJob.of(job.get(), message, known, clock.instant()));
  }

  /**
   * Shows every build's job to {@code visitor}. The first walk takes about a minute for a million
   * numbers that the server has given; the next ones pass over those that had no job any more.
   */
  public void run(Beanstalk queue, Heartbeat beat, Visitor visitor)
      throws BeanstalkException, IOException, InterruptedException {
    run(queue, beat, FIRST, visitor);
  }

  private void run(Beanstalk queue, Heartbeat beat, long first, Visitor visitor)
      throws BeanstalkException, IOException, InterruptedException {
    String server = queue.stats().id();
    LivingNumbers known = living.get().of(server);
    var found = LongStream.builder();
    long next = first;
    for (int round = 0; round < ROUNDS; round++) {
      long last = lastNumber(queue);
      if (last == next) {
        break; // nothing but our own probe was put since
      }
      for (long number : (Iterable<Long>) known.from(next, last).boxed()::iterator) {
        beat.beat();
        if (visit(queue, number, visitor)) {
          found.add(number);
        }
      }
      next = last + 1;
    }
    if (first == FIRST) {
      living.set(new LivingNumbers(server, found.build().toArray(), next));
    }
  }

  /** False if there is no job of this number; one that is not a build's is not shown. */
  private boolean visit(Beanstalk queue, long number, Visitor visitor)
      throws BeanstalkException, IOException, InterruptedException {
    Optional<Job> message = queue.peek(number);
    if (message.isPresent()) {
      Optional<QueuedJob> job = describe(queue, message.get());
      if (job.isPresent()) {
        visitor.visit(job.get());
      }
    }
    return message.isPresent();
  }

  /** The last job that is wanted; empty if there is none. Takes as long as {@link #run}. */
  public Optional<QueuedJob> find(Beanstalk queue, Heartbeat beat, Predicate<QueuedJob> wanted)
      throws BeanstalkException, IOException, InterruptedException {
    return findAfter(queue, beat, 0, wanted);
  }

  /** The same among the jobs with greater numbers than {@code before}, those that came later. */
  public Optional<QueuedJob> findAfter(
      Beanstalk queue, Heartbeat beat, long before, Predicate<QueuedJob> wanted)
      throws BeanstalkException, IOException, InterruptedException {
    var found = new AtomicReference<QueuedJob>();
    run(
        queue,
        beat,
        before + 1,
        job -> {
          if (wanted.test(job)) {
            found.set(job);
          }
        });
    return Optional.ofNullable(found.get());
  }

  /** Puts a job only to learn its number; one that a crash left behind is taken away, too. */
  private static long lastNumber(Beanstalk queue) throws BeanstalkException {
    byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
    long number = queue.put(PROBE, body, Tubes.BUILD, Duration.ZERO, Tubes.TTR);
    for (Optional<Job> old = queue.peekReady(); old.isPresent(); old = queue.peekReady()) {
      queue.delete(old.get().id());
    }
    return number;
  }
}
