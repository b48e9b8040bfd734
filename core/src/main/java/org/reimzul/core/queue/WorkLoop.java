package org.reimzul.core.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.lifecycle.Standstill;
import org.reimzul.core.lifecycle.StopSignal;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
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

  /** The delays of releases that no handler has asked for, the shortest first. */
  public static final List<Duration> DELAYS = List.of(UNEXPECTED, FOR_NEWER_READER);

  private static final Outcome STOPPED = Outcome.retry(Duration.ZERO, "the daemon stops");

  private final QueueConfig config;
  private final List<TubeName> tubes;
  private final JobHandler handler;
  private final Settlement settlement;
  private final Gate gate;
  private final Outage outage;

  /**
   * Takes jobs whenever there are some. Doesn't connect yet.
   *
   * @param by role and host, as events carry it
   * @param sender for the events of buried messages
   */
  public WorkLoop(
      QueueConfig config, String by, List<TubeName> tubes, JobHandler handler, Sender sender) {
    this(config, by, tubes, handler, sender, Gate.OPEN);
  }

  /**
   * Takes jobs while the gate is open. Doesn't connect yet.
   *
   * @param by role and host, as events carry it
   * @param sender for the events of buried messages
   */
  public WorkLoop(
      QueueConfig config,
      String by,
      List<TubeName> tubes,
      JobHandler handler,
      Sender sender,
      Gate gate) {
    this.config = config;
    this.tubes = List.copyOf(tubes);
    this.handler = handler;
    this.settlement = new Settlement(by, sender);
    this.gate = gate;
    this.outage = new Outage(log, config.describe());
  }

  @Override
  public void run(StopSignal stop) throws InterruptedException {
    Backoff backoff = Backoff.forServers();
    try (var standstill = new Standstill()) {
      while (!stop.requested()) {
        try (Beanstalk queue = Beanstalk.connect(config.endpoint(), config.options())) {
          watch(queue);
          outage.up();
          backoff.reset();
          work(queue, standstill, stop);
        } catch (BeanstalkException e) { // closing the connection hands back what we held
          if (stop.requested()) {
            return; // interrupted while it waited for a job
          }
          outage.down(e.getMessage());
          stop.await(backoff.next());
        }
      }
    }
  }

  private void watch(Beanstalk queue) throws BeanstalkException {
    for (TubeName tube : tubes) {
      queue.watch(tube);
    }
    queue.ignore(TubeName.DEFAULT);
  }

  /** So that nobody counts on a worker that takes nothing. */
  private void watchNothing(Beanstalk queue) throws BeanstalkException {
    queue.watch(TubeName.DEFAULT);
    for (TubeName tube : tubes) {
      queue.ignore(tube);
    }
  }

  /** Returns when it should stop, or hang up: a late server may count a lost job as ours. */
  private void work(Beanstalk queue, Standstill standstill, StopSignal stop)
      throws BeanstalkException, InterruptedException {
    boolean watching = true;
    boolean sound = true;
    while (sound && !stop.requested()) {
      boolean open = gate.open(queue);
      if (open && !watching) {
        watch(queue);
      } else if (!open && watching) {
        watchNothing(queue);
      }
      watching = open;
      if (open) {
        sound = takeOne(queue, standstill, stop);
      } else {
        stop.await(POLL);
      }
    }
  }

  /** Says false when a job was lost. */
  private boolean takeOne(Beanstalk queue, Standstill standstill, StopSignal stop)
      throws BeanstalkException, InterruptedException {
    standstill.reset();
    long asked = System.nanoTime();
    if (queue.reserve(POLL) instanceof Reservation.Reserved reserved) {
      CrashPoint.reach("queue.loop.reserved");
      Job job = reserved.job();
      var lease = new Lease(queue, job, config.ttr(), asked, outage, standstill, gate);
      try {
        Outcome outcome = stop.requested() ? STOPPED : outcomeOf(lease);
        CrashPoint.reach("queue.loop.handled");
        lease.awaitHeld();
        settlement.settle(queue, lease, outcome);
        CrashPoint.reach("queue.loop.settled");
      } catch (LeaseLostException e) {
        log.warn("job {}: {}; leaving it to its new owner", lease.queueId(), e.getMessage());
        return false;
      }
    }
    return true;
  }

  private Outcome outcomeOf(Lease lease) throws LeaseLostException {
    try {
      return handler.handle(lease);
    } catch (LeaseLostException e) {
      throw e;
    } catch (InterruptedException e) { // our shutdown is not the job's failure
      Thread.currentThread().interrupt();
      return STOPPED;
    } catch (MalformedMessageException e) {
      return Outcome.bury(e.getMessage());
    } catch (NewerMessageException e) {
      return Outcome.retry(FOR_NEWER_READER, e.getMessage());
    } catch (IOException | RuntimeException e) {
      log.error("job {} failed unexpectedly; trying again in 30 s", lease.queueId(), e);
      return Outcome.retry(UNEXPECTED, String.valueOf(e.getMessage()));
    }
  }
}
