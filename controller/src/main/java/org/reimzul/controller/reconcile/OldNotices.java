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
  private static final Duration LONGEST = Duration.ofDays(1);

  private final BuildQueries record;
  private final QueueWalk walk;
  private final Duration young;

  /** {@code young}: a worker looks more often than this, and stops its builder. */
  OldNotices(BuildQueries record, QueueWalk walk, Duration young) {
    this.record = record;
    this.walk = walk;
    this.young = young;
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
    return stats.get().age().compareTo(LONGEST) > 0 || over(queue, place);
  }

  /** Ended, and no worker has the job any more. */
  private boolean over(Beanstalk queue, TubeName place)
      throws BeanstalkException, RecordAwayException, InterruptedException {
    BuildId id;
    try {
      id = new BuildId(place.value().substring(Notices.CANCEL.length()));
    } catch (IllegalArgumentException e) {
      return false; // nobody will look there; it goes when it is old
    }
    Optional<BuildRecord> build = record.find(id);
    if (build.filter(known -> known.state().ended()).isEmpty()) {
      return false;
    }
    Optional<QueuePlace> last = build.get().queue();
    return last.isEmpty()
        || walk.look(queue, last.get().id()).filter(job -> job.builds().contains(id)).isEmpty();
  }
}
