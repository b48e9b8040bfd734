package org.reimzul.cli;

import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Clock;
import java.util.Optional;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.job.Tries;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;

/** Puts a held build back into the queue, with no failures behind it. */
final class Release {
  private final FarmSettings settings;
  private final Clock clock;

  Release(FarmSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** The tube that it is in now. */
  TubeName release(BuildId build, BuildRecord record) throws UserException {
    QueueConfig config = settings.queue();
    try {
      return FarmQueue.ask(
          config,
          e -> "; see reimzul why " + build,
          queue -> release(queue, config, build, record));
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage());
    }
  }

  private TubeName release(Beanstalk queue, QueueConfig config, BuildId build, BuildRecord record)
      throws BeanstalkException, UserException {
    Optional<JobFinder.Found> held = take(queue, build, record);
    FarmJob job =
        held.map(JobFinder.Found::job)
            .or(record::job)
            .orElseThrow(
                () ->
                    new UserException(
                        "neither the queue nor the record has the job of build "
                            + build
                            + ": submit it again"));
    TubeName tube = tube(job);
    Priority priority = held.map(found -> found.stats().pri()).orElse(Tubes.BUILD);
    var post = new Post(queue, config);
    long id = post.put(tube, job.withTries(Tries.NONE).encode(), priority);
    CrashPoint.reach("retry.job.put");
    post.put(Tubes.EVENTS, queued(build, tube, id).encode());
    CrashPoint.reach("retry.event.put");
    if (held.isPresent()) {
      queue.delete(held.get().stats().id());
    }
    CrashPoint.reach("retry.held.deleted");
    return tube;
  }

  /** What a build had waited for was published before it was held. */
  private TubeName tube(FarmJob job) {
    return job instanceof SourceRequest
        ? Tubes.SOURCE
        : TubeName.of(settings.arches().tubeOf(job.arch()));
  }

  /** The held job, reserved so that nobody else releases it too; empty when the queue lost it. */
  private Optional<JobFinder.Found> take(Beanstalk queue, BuildId build, BuildRecord record)
      throws BeanstalkException, UserException {
    var found = new JobFinder(queue, settings.arches()).find(build, Optional.of(record));
    if (found.isEmpty()) {
      return found;
    }
    TubeName tube = found.get().stats().tube();
    if (!tube.equals(Tubes.HELD)) {
      throw new UserException("build " + build + " is in tube " + tube.value() + " already");
    }
    if (queue.reserveJob(found.get().stats().id()).isEmpty()) {
      throw new UserException("somebody else releases build " + build + " at this moment");
    }
    CrashPoint.reach("retry.held.reserved");
    return found;
  }

  private FarmEvent queued(BuildId build, TubeName tube, long id) {
    String reason = Asker.did("released", null);
    return FarmEvent.of(EventKind.QUEUED, clock.instant(), Asker.BY, build, reason)
        .with("tube", tube.value())
        .with("queue_id", id)
        .with("retries", 0)
        .with("released", BooleanNode.TRUE);
  }
}
