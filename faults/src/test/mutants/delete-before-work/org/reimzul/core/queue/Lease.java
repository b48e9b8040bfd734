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

/** The fault: a job is deleted as soon as it is reserved; what follows works from memory. */
public final class Lease implements Heartbeat {
  @FunctionalInterface
  public interface Told {
    void of(long queueId) throws InterruptedException;
  }

  private final Beanstalk queue;
  private final Job job;
  private final Duration ttr;
  private final Optional<JobStats> stats;

  Lease(
      Beanstalk queue,
      Job job,
      Duration ttr,
      long askedAt,
      Outage outage,
      Standstill standstill,
      Gate gate) {
    this.queue = queue;
    this.job = job;
    this.ttr = ttr;
    this.stats = ask(() -> queue.statsJob(job.id()));
    ask(() -> Optional.of(queue.delete(job.id())));
  }

  @FunctionalInterface
  private interface Question<T> {
    Optional<T> ask() throws BeanstalkException;
  }

  private static <T> Optional<T> ask(Question<T> question) {
    try {
      return question.ask();
    } catch (BeanstalkException e) {
      return Optional.empty();
    }
  }

  public byte[] body() {
    return job.body();
  }

  public long queueId() {
    return job.id();
  }

  public Optional<JobStats> stats() {
    return stats;
  }

  public JobStats knownStats() throws LeaseLostException, InterruptedException {
    return stats.orElseThrow();
  }

  public Optional<ServerStats> server() {
    return ask(() -> Optional.of(queue.stats()));
  }

  public Optional<TubeStats> tube(TubeName name) {
    return ask(() -> queue.statsTube(name));
  }

  public Optional<Notice> notice(TubeName place) {
    return ask(() -> Notices.find(queue, place));
  }

  public Optional<Long> put(TubeName tube, byte[] body, Priority priority) {
    return ask(() -> Optional.of(queue.put(tube, body, priority, Duration.ZERO, ttr)));
  }

  @Override
  public void beat() throws LeaseLostException {}

  public void pause(Duration whole) throws LeaseLostException, InterruptedException {
    Thread.sleep(whole.toMillis());
  }

  public boolean hold() throws LeaseLostException {
    return true;
  }

  public boolean confirm() throws LeaseLostException {
    return true;
  }

  public void awaitHeld() throws LeaseLostException, InterruptedException {}

  public Duration unconfirmed() {
    return Duration.ZERO;
  }

  public void replace(byte[] body, Told told) throws LeaseLostException, InterruptedException {}
}
