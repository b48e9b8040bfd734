package org.reimzul.controller.order;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.controller.queue.EarlierPut;
import org.reimzul.controller.queue.QueuedJob;
import org.reimzul.controller.queue.Word;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a job that has waited into its workers' tube, once. */
final class LettingGo {
  private static final Logger log = LoggerFactory.getLogger(LettingGo.class);
  private static final Duration QUEUE_AWAY = Duration.ofSeconds(1);
  private static final Optional<String> PUBLISHED = Optional.of("what it waited for is published");

  private final EarlierPut earlier;
  private final Word word;

  LettingGo(EarlierPut earlier, Word word) {
    this.earlier = earlier;
    this.word = word;
  }

  /** What becomes of the job in hand. */
  Outcome into(TubeName tube, BuildJob job, Lease inHand) throws IOException, InterruptedException {
    Optional<QueuedJob> before;
    try {
      before = earlier.madeOf(inHand, job.requireBuildId());
    } catch (BeanstalkException e) {
      return Outcome.retry(QUEUE_AWAY, "beanstalkd is away: " + e.getMessage());
    }
    CrashPoint.reach("order.parents.published");
    if (before.isPresent()) {
      QueuedJob there = before.get(); // perhaps it has failed since, and is held
      word.found(there, there.job(), there.put(), PUBLISHED, Optional.empty());
    } else if (inHand.hold()) {
      put(tube, job, inHand);
    } else {
      return Outcome.retry(QUEUE_AWAY, "beanstalkd is away");
    }
    CrashPoint.reach("order.job.told");
    log.info("build {} goes on: what it waited for is published", job.requireBuildId());
    return Outcome.done();
  }

  private void put(TubeName tube, BuildJob job, Lease inHand) throws InterruptedException {
    Instant now = word.now();
    long id = word.put(tube, job.encode(), inHand.stats().map(JobStats::pri).orElse(Tubes.BUILD));
    CrashPoint.reach("order.job.put");
    word.placed(EventKind.QUEUED, job, tube, id, now, PUBLISHED);
  }
}
