package org.reimzul.cli;

import java.time.Clock;
import java.util.Optional;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.Notice;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;

/**
 * Calls a build off. First the notice, which stops a worker that has it or is about to take it;
 * then the request for its end; the job last, so that a build out of the queue has its end coming.
 */
final class Cancellation {
  private final FarmSettings settings;
  private final Clock clock;
  private String done = "nothing was requested";

  Cancellation(FarmSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Puts the requests.
   *
   * @return true when the end was asked for; false when only a worker that sees the notice can end
   *     the build, since its job isn't known here
   */
  boolean request(BuildId build, Known known, String reason) throws UserException {
    QueueConfig config = settings.queue();
    return FarmQueue.ask(
        config, e -> "; " + done, queue -> request(queue, config, build, known, reason));
  }

  private boolean request(
      Beanstalk queue, QueueConfig config, BuildId build, Known known, String reason)
      throws BeanstalkException, UserException {
    var finder = new JobFinder(queue, settings.arches());
    Optional<JobFinder.Found> found = finder.find(build, known.record());
    if (known.unheardOf() && found.isEmpty()) {
      throw new UserException(
          "nobody knows a build "
              + build
              + "; one that was submitted just now is known in a moment");
    }
    var post = new Post(queue, config);
    pin(queue, post, build, reason);
    Optional<FarmJob> job =
        known.record().flatMap(BuildRecord::job).or(() -> found.map(JobFinder.Found::job));
    if (job.isPresent()) {
      var end =
          new BuildEnd(job.get().ended(), EndState.CANCELED, reason, Asker.BY, clock.instant());
      post.put(Tubes.BSTORE, new BstoreRequest.End(end).encode());
    }
    CrashPoint.reach("cancel.end.put");
    if (job.isPresent() && found.isPresent() && !found.get().reserved()) {
      queue.delete(found.get().stats().id());
    }
    CrashPoint.reach("cancel.job.deleted");
    return job.isPresent();
  }

  private void pin(Beanstalk queue, Post post, BuildId build, String reason)
      throws BeanstalkException {
    if (Notices.find(queue, Notices.cancel(build)).isEmpty()) {
      var notice = new Notice(Asker.BY, clock.instant(), reason);
      post.put(Notices.cancel(build), notice.encode());
    }
    done = "the notice to its worker stays; ask again, so that the request is whole";
    CrashPoint.reach("cancel.notice.put");
  }

  /** Takes the notice down again: the build ended before it. */
  void takeBack(BuildId build) throws UserException {
    QueueConfig config = settings.queue();
    FarmQueue.act(
        config,
        queue -> {
          Notices.remove(queue, Notices.cancel(build));
          CrashPoint.reach("cancel.notice.removed");
        });
  }
}
