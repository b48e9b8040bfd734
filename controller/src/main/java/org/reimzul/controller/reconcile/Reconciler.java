package org.reimzul.controller.reconcile;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.reimzul.controller.queue.QueueWalk;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.FarmRecord;
import org.reimzul.controller.record.Heard;
import org.reimzul.core.http.CommitLookup;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.lifecycle.Service;
import org.reimzul.core.lifecycle.StopSignal;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then for builds that have no end and are nowhere, and mends what it finds; the
 * package {@link org.reimzul.controller.reconcile} tells the rules, {@link MissingBuilds} the
 * races. For one thread.
 */
public final class Reconciler implements ThreadService.Work {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final Duration DRAIN = Duration.ofSeconds(2);

  /** Of a build that the record doesn't know: its submitter's word may still be on the way. */
  private static final Duration UNKNOWN_NOTICE = Duration.ofDays(1);

  private final QueueConfig queueConfig;
  private final ReconcileConfig config;
  private final MissingBuilds missing;
  private final UnstagedBuilds unstaged;
  private final UnadoptedBuilds unadopted;
  private final Overdue overdue;
  private final OldNotices notices;
  private final OldHeld held;
  private final UnendedBuilds unended;
  private final Settled settled = new Settled();
  private final Outage queueOutage;
  private final Outage othersOutage = new Outage(log, "what the reconciler asks");

  private Reconciler(
      QueueConfig queueConfig,
      QueueWalk walk,
      ReconcileConfig config,
      FarmRecord record,
      Word word,
      boolean originalNotifier) {
    var commits = new CommitLookup(config.bstore());
    var ends = new UnheardEnds(commits, new Publication(config.bstore()), word, originalNotifier);
    this.queueConfig = queueConfig;
    this.config = config;
    this.missing = new MissingBuilds(walk, ends, new Replacement(config, word), word);
    this.unstaged = new UnstagedBuilds(record.stagings(), config.unstaged(), word);
    this.unadopted =
        new UnadoptedBuilds(record.historyQueries(), commits, config.unadopted(), word);
    this.overdue = new Overdue(config.deadlines(), word);
    this.notices = new OldNotices(record.queries(), walk, config.young(), UNKNOWN_NOTICE);
    this.held = new OldHeld(record.queries(), commits);
    this.unended = new UnendedBuilds(record.queries());
    this.queueOutage = new Outage(log, queueConfig.describe());
  }

  /**
   * The reconciler as a service; the record and the word's sender stay the caller's.
   *
   * @param originalNotifier whether results are announced by an original notifier
   */
  public static Service service(
      QueueConfig queue,
      QueueWalk walk,
      ReconcileConfig config,
      FarmRecord record,
      Word word,
      boolean originalNotifier) {
    var reconciler = new Reconciler(queue, walk, config, record, word, originalNotifier);
    return new ThreadService("reconciler", DRAIN, reconciler);
  }

  @Override
  public void run(StopSignal stop) throws InterruptedException {
    Backoff backoff = Backoff.forServers();
    while (!stop.requested()) {
      try (Beanstalk queue = Beanstalk.connect(queueConfig.endpoint(), queueConfig.options())) {
        var duty = new Duty(queue, queueConfig.ttr());
        queueOutage.up();
        backoff.reset();
        do {
          turn(queue, duty);
        } while (!stop.await(config.every()));
      } catch (BeanstalkException e) {
        if (!stop.requested()) {
          queueOutage.down(e.getMessage());
          stop.await(backoff.next());
        }
      }
    }
  }

  private void turn(Beanstalk queue, Duty duty) throws BeanstalkException, InterruptedException {
    if (!duty.take(queueConfig.ttr())) {
      return; // another controller does it
    }
    CrashPoint.reach("reconcile.turn.taken");
    try {
      look(queue, duty);
      othersOutage.up();
    } catch (DutyLostException e) {
      log.warn("this look was taken over or cut off: {}", e.getMessage());
    } catch (IOException e) { // the record, or bstore: without them nothing can be decided
      othersOutage.down(e.getMessage());
    } catch (RuntimeException e) {
      log.error("this look failed unexpectedly; the next one is in {}", config.every(), e);
    }
    duty.release();
  }

  private void look(Beanstalk queue, Duty duty)
      throws BeanstalkException, IOException, InterruptedException {
    notices.takeDown(queue);
    held.takeOut(queue);
    if (!settled.reached(queue, duty)) {
      return;
    }
    overdue.begin();
    // read after the tubes were empty: it knows all that was said before
    Instant now = Clock.systemUTC().instant();
    List<BuildRecord> quiet = unended.quiet(Heard.recently(now, config.young()));
    for (BuildRecord build : quiet) {
      duty.beat();
      overdue.look(queue, build);
    }
    missing.look(queue, unended.byJob(quiet), duty);
    unstaged.look(queue);
    unadopted.look(queue, duty);
  }
}
