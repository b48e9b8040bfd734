package org.reimzul.controller.reindex;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reimzul.controller.queue.QueueWalk;
import org.reimzul.controller.queue.QueuedJob;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.QueuePlace;
import org.reimzul.controller.record.Submission;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Tries;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.lifecycle.Service;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.core.queue.WorkLoop;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a record that was lost what is in the queue: for each build's job what was asked for, and
 * where it is. What the record knows is not told again, and what it learns late of a job that has
 * moved meanwhile is older than the word of the move, and counts less.
 *
 * <p>A build that runs is told as queued, since nobody else repeats its attempt: its worker's next
 * word (of another state, the hand-over, the end) makes it what it is, with the attempt's token. A
 * job without a build id, an original submitter's, is left out: the worker that takes it gives it
 * one and tells the record.
 */
public final class ReindexHandler implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(ReindexHandler.class);
  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final Duration QUEUE_AWAY = Duration.ofSeconds(10);

  private final QueueConfig config;
  private final QueueWalk walk;
  private final BuildQueries record;
  private final Word word;

  private ReindexHandler(QueueConfig config, QueueWalk walk, BuildQueries record, Word word) {
    this.config = config;
    this.walk = walk;
    this.record = record;
    this.word = word;
  }

  /** The service that takes the requests; the record and the sender stay the caller's. */
  public static Service service(
      QueueConfig queue, QueueWalk walk, BuildQueries record, Sender sender, String by) {
    var handler = new ReindexHandler(queue, walk, record, new Word(sender, by, Clock.systemUTC()));
    return new ThreadService(
        "reindex", DRAIN, new WorkLoop(queue, by, List.of(Tubes.REINDEX), handler, sender));
  }

  @Override
  public Outcome handle(Lease lease)
      throws IOException, InterruptedException, MalformedMessageException {
    String asker = Fields.of(lease.body()).text("by");
    log.info("telling the record what is in the queue, as {} asks", asker);
    CrashPoint.reach("reindex.walk.begun");
    var told = new int[1];
    try (Beanstalk queue = Beanstalk.connect(config.endpoint(), config.options())) {
      walk.run(queue, lease, job -> told[0] += tell(job) ? 1 : 0);
    } catch (BeanstalkException e) {
      return Outcome.retry(QUEUE_AWAY, "the walk was cut off: " + e.getMessage());
    }
    CrashPoint.reach("reindex.walk.ended");
    log.info("told the record of {} builds in the queue that it did not know", told[0]);
    return Outcome.done();
  }

  private boolean tell(QueuedJob there) throws IOException, InterruptedException {
    FarmJob job = there.job();
    if (job.buildId().isEmpty()) {
      return false;
    }
    BuildId build = job.requireBuildId();
    Optional<BuildRecord> known = record.find(build);
    boolean asked = known.flatMap(BuildRecord::submission).flatMap(Submission::at).isPresent();
    boolean placed =
        known.flatMap(BuildRecord::queue).filter(place -> at(place, there)).isPresent();
    if (!asked) {
      word.submitted(job.withTries(Tries.NONE), build.minted(), there.stats().pri());
      CrashPoint.reach("reindex.job.submitted");
    }
    if (!placed) {
      word.found(there, job, there.put(), Optional.empty(), Optional.empty());
      CrashPoint.reach("reindex.job.placed");
    }
    return !asked || !placed;
  }

  private static boolean at(QueuePlace known, QueuedJob there) {
    return known.id() == there.stats().id() && known.tube().equals(there.stats().tube().value());
  }
}
