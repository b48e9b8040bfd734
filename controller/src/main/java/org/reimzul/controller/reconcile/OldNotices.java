package org.reimzul.controller.reconcile;

import java.time.Duration;
import java.util.Optional;
import org.reimzul.controller.queue.QueueWalk;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.QueuePlace;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Notices;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;

/** Takes down notices that call off builds, once nobody is left who should see them. */
final class OldNotices {
  private final BuildQueries record;
  private final QueueWalk walk;
  private final Duration young;
  private final Duration longest;

  /**
   * Looks at nothing yet.
   *
   * @param young a worker looks more often than this, and stops its builder
   * @param longest how long the notice of a build that the record doesn't know is kept
   */
  OldNotices(BuildQueries record, QueueWalk walk, Duration young, Duration longest) {
    this.record = record;
    this.walk = walk;
    this.young = young;
    this.longest = longest;
  }

  void takeDown(Beanstalk queue)
      throws BeanstalkException, RecordAwayException, InterruptedException {
    for (TubeName place : queue.listTubes()) {
      if (place.value().startsWith(Notices.CANCEL) && useless(queue, place)) {
        Notices.remove(queue, place);
        CrashPoint.reach("reconcile.notice.removed");
      }
    }
  }

  private boolean useless(Beanstalk queue, TubeName place)
      throws BeanstalkException, RecordAwayException, InterruptedException {
    queue.use(place);
    Optional<Job> notice = queue.peekReady();
    Optional<JobStats> stats =
        notice.isEmpty() ? Optional.empty() : queue.statsJob(notice.get().id());
    if (stats.isEmpty() || stats.get().age().compareTo(young) < 0) {
      return false;
    }
    boolean old = stats.get().age().compareTo(longest) > 0;
    Optional<BuildRecord> build = recorded(place);
    if (build.isEmpty()) {
      return old;
    }
    // a build may wait for days, and is called off all that time
    return build.get().state().ended() && (old || !queued(queue, build.get()));
  }

  private Optional<BuildRecord> recorded(TubeName place)
      throws RecordAwayException, InterruptedException {
    BuildId id;
    try {
      id = new BuildId(place.value().substring(Notices.CANCEL.length()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // nobody will look there
    }
    return record.find(id);
  }

  /** Whether its job still lies where the record last knew it: a worker may take that. */
  private boolean queued(Beanstalk queue, BuildRecord build) throws BeanstalkException {
    Optional<QueuePlace> last = build.queue();
    return last.isPresent()
        && walk.look(queue, last.get().id())
            .filter(job -> job.builds().contains(new BuildId(build.id())))
            .isPresent();
  }
}
