package org.reimzul.core.queue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.lifecycle.StopSignal;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.Reservation;
import org.reimzul.jbeanstalk.TubeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one job at a time from its tubes and settles it once. Owns its connection. */
public final class WorkLoop implements ThreadService.Work {
  private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

  /** Bounded, so that a stop is noticed and a dead connection is not handed a job for long. */
  private static final Duration POLL = Duration.ofSeconds(2);

  private static final Duration UNEXPECTED = Duration.ofSeconds(30);
  private static final Duration FOR_NEWER_READER = Duration.ofMinutes(1);

  private final QueueConfig config;
  private final String by;
  private final List<TubeName> tubes;
  private final JobHandler handler;
  private final Sender sender;
  private final Outage outage;

  /**
   * Doesn't connect yet.
   *
   * @param by role and host, as events carry it
   * @param sender for the events of buried messages
   */
  public WorkLoop(
      QueueConfig config, String by, List<TubeName> tubes, JobHandler handler, Sender sender) {
    this.config = config;
    this.by = by;
    this.tubes = List.copyOf(tubes);
    this.handler = handler;
    this.sender = sender;
    this.outage = new Outage(log, config.describe());
  }

  @Override
  public void run(StopSignal stop) throws InterruptedException {
    Backoff backoff = Backoff.forServers();
    while (!stop.requested()) {
      try (Beanstalk queue = Beanstalk.connect(config.endpoint(), config.options())) {
        watchOnlyOurs(queue);
        outage.up();
        backoff.reset();
        while (!stop.requested()) {
          if (queue.reserve(POLL) instanceof Reservation.Reserved reserved) {
            settle(queue, reserved.job());
          }
        }
      } catch (BeanstalkException e) { // closing the connection hands back what we held
        if (stop.requested()) {
          return; // interrupted while it waited for a job
        }
        outage.down(e.getMessage());
        stop.await(backoff.next());
      }
    }
  }

  private void watchOnlyOurs(Beanstalk queue) throws BeanstalkException {
    for (TubeName tube : tubes) {
      queue.watch(tube);
    }
    queue.ignore(TubeName.DEFAULT);
  }

  private void settle(Beanstalk queue, Job job) throws BeanstalkException, InterruptedException {
    var lease = new Lease(queue, job, config.ttr(), outage);
    try {
      Outcome outcome = outcomeOf(lease);
      while (!lease.hold()) {
        Thread.sleep(Duration.ofMillis(500).toMillis());
      }
      apply(queue, job, outcome);
    } catch (LeaseLostException e) {
      log.warn("job {}: {}; leaving it to its new owner", job.id(), e.getMessage());
    }
  }

  private Outcome outcomeOf(Lease lease) throws LeaseLostException {
    try {
      return handler.handle(lease);
    } catch (LeaseLostException e) {
      throw e;
    } catch (InterruptedException e) { // our shutdown is not the job's failure
      Thread.currentThread().interrupt();
      return Outcome.retry(Duration.ZERO, "the daemon stops");
    } catch (MalformedMessageException e) {
      return Outcome.bury(e.getMessage());
    } catch (NewerMessageException e) {
      return Outcome.retry(FOR_NEWER_READER, e.getMessage());
    } catch (IOException | RuntimeException e) {
      log.error("job {} failed unexpectedly; trying again in 30 s", lease.queueId(), e);
      return Outcome.retry(UNEXPECTED, String.valueOf(e.getMessage()));
    }
  }

  private void apply(Beanstalk queue, Job job, Outcome outcome)
      throws BeanstalkException, InterruptedException {
    if (outcome instanceof Outcome.Done) {
      queue.delete(job.id());
      return;
    }
    JobStats stats = queue.statsJob(job.id()).orElse(null);
    if (stats == null) {
      return; // deleted by somebody else meanwhile
    }
    if (outcome instanceof Outcome.Retry retry) {
      if (!retry.reason().isEmpty()) {
        log.info("job {} goes back for {}: {}", job.id(), retry.delay(), retry.reason());
      }
      queue.release(job.id(), stats.pri(), retry.delay());
    } else if (outcome instanceof Outcome.Bury bury) {
      reject(queue, job, stats, bury.reason());
    }
  }

  private void reject(Beanstalk queue, Job job, JobStats stats, String reason)
      throws BeanstalkException, InterruptedException {
    String tube = stats.tube().value();
    log.error("burying job {} of tube {}: {}", job.id(), tube, reason);
    var event =
        FarmEvent.rejected(Clock.systemUTC().instant(), by, tube, job.id(), job.body(), reason);
    sender.send(Tubes.EVENTS, event.encode());
    queue.bury(job.id(), stats.pri());
  }
}
