package org.reimzul.cli;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.ServerStats;

/** Queues checked builds: all of them, or, if the queue goes away midway, says which. */
final class Submission {
  private final QueueConfig config;
  private final Placement placement;
  private final Clock clock;
  private final String by = "submit@" + Host.name();

  Submission(QueueConfig config, Placement placement, Clock clock) {
    this.config = config;
    this.placement = placement;
    this.clock = clock;
  }

  /**
   * Places the source packages and queues the builds one by one.
   *
   * @param queued hears of each build once it is acknowledged
   * @param warning hears what went wrong without harm to the builds, in one line
   * @throws UserException when not all were acknowledged; its message tells which were
   */
  void submit(List<BuildRequest> builds, Consumer<QueuedBuild> queued, Consumer<String> warning)
      throws UserException {
    var progress = new Progress(builds);
    FarmQueue.act(
        config,
        e -> "; " + progress.told(e),
        queue -> submit(queue, builds, progress, queued, warning));
  }

  private void submit(
      Beanstalk queue,
      List<BuildRequest> builds,
      Progress progress,
      Consumer<QueuedBuild> queued,
      Consumer<String> warning)
      throws BeanstalkException, UserException {
    requireRoom(queue.stats(), builds);
    placement.place(builds.stream().map(BuildRequest::source).distinct().toList());
    var post = new Post(queue, config);
    for (BuildRequest build : builds) {
      CrashPoint.reach("submit.build.begin");
      progress.trying();
      post.put(Tubes.EVENTS, submitted(build).encode());
      progress.recorded();
      CrashPoint.reach("submit.event.put");
      long id = post.put(build.tube(), build.job().encode(), build.urgency().priority());
      progress.queued();
      CrashPoint.reach("submit.job.put");
      tellWhere(post, build, id, warning);
      CrashPoint.reach("submit.place.put");
      queued.accept(new QueuedBuild(build, id));
      CrashPoint.reach("submit.build.acknowledged");
    }
  }

  /** What the server would refuse, it would refuse midway: better to know before. */
  private void requireRoom(ServerStats server, List<BuildRequest> builds) throws UserException {
    if (server.draining()) {
      throw new UserException(config.describe() + " takes no jobs, it drains; nothing was queued");
    }
    for (BuildRequest build : builds) {
      int size = Math.max(build.job().encode().length, submitted(build).encode().length);
      if (size > server.maxJobSize()) {
        throw new UserException(
            String.format(
                "%s takes jobs of at most %d bytes and %s needs %d; nothing was queued",
                config.describe(), server.maxJobSize(), build.describe(), size));
      }
    }
  }

  /** The record hears of a build before the queue has it: nothing that is queued is unknown. */
  private FarmEvent submitted(BuildRequest build) {
    return FarmEvent.of(EventKind.SUBMITTED, clock.instant(), by, build.id(), null)
        .with("job", build.job().toJson())
        .with("priority", build.urgency().priority().value());
  }

  private void tellWhere(Post post, BuildRequest build, long queueId, Consumer<String> warning) {
    var event =
        FarmEvent.of(EventKind.QUEUED, clock.instant(), by, build.id(), null)
            .with("tube", build.tube().value())
            .with("queue_id", queueId);
    try {
      post.put(Tubes.EVENTS, event.encode());
    } catch (BeanstalkException e) {
      warning.accept(
          build.describe() + " is queued, but the record was not told where: " + e.getMessage());
    }
  }
}
