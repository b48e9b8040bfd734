package org.reimzul.controller.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.record.BuildResult;
import org.reimzul.controller.record.BuildState;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.Notice;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.TubeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the job of a build that is gone from the queue there again. A crash between the job and the
 * word of it leaves a job that the record doesn't know the place of; the next look finds it.
 */
final class Replacement {
  private static final Logger log = LoggerFactory.getLogger(Replacement.class);
  private static final String REASON = "was in no tube; put again by the reconciler";

  private final ReconcileConfig config;
  private final Word word;

  Replacement(ReconcileConfig config, Word word) {
    this.config = config;
    this.word = word;
  }

  /** Does for the build what its last state asks for. */
  void replace(Beanstalk queue, Carried gone) throws BeanstalkException, InterruptedException {
    Optional<FarmJob> job = gone.job();
    if (job.isEmpty()) {
      log.warn("build {} is in no tube, and the record does not know its job", gone.id());
      return;
    }
    Optional<Notice> cancel = Notices.find(queue, Notices.cancel(gone.id()));
    if (cancel.isPresent()) {
      cancel(job.get(), cancel.get());
    } else if (gone.build().state() == BuildState.HELD) {
      hold(gone, job.get(), gone.build().reason().orElse(REASON));
    } else if (gone.atOriginalWorker()) {
      holdIfOverdue(gone, job.get());
    } else {
      put(gone, job.get());
    }
  }

  /** Who called it off waits for the end; the request for it was lost, or is about to come. */
  private void cancel(FarmJob job, Notice notice) throws InterruptedException {
    var end =
        new BuildEnd(job.ended(), EndState.CANCELED, notice.reason(), notice.by(), word.now());
    word.put(Tubes.BSTORE, new BstoreRequest.End(end).encode());
    CrashPoint.reach("reconcile.cancel.asked");
  }

  private void put(Carried gone, FarmJob job) throws InterruptedException {
    TubeName tube;
    try {
      // the keeper of the tube after lets it go at once when its parents are published
      tube = Tubes.of(job, config.arches());
    } catch (IllegalArgumentException e) {
      log.warn("build {} is in no tube and cannot be put again: {}", gone.id(), e.getMessage());
      return;
    }
    CrashPoint.reach("reconcile.job.missing");
    Instant now = word.now();
    long id = word.put(tube, job.encode(), gone.priority());
    CrashPoint.reach("reconcile.job.put");
    word.placed(EventKind.QUEUED, job, tube, id, now, Optional.of(REASON));
    CrashPoint.reach("reconcile.job.told");
    log.warn("build {} {} (job {} in {})", gone.id(), REASON, id, tube.value());
  }

  private void hold(Carried gone, FarmJob job, String reason) throws InterruptedException {
    Instant now = word.now();
    long id = word.put(Tubes.HELD, job.encode(), gone.priority());
    CrashPoint.reach("reconcile.held.put");
    word.placed(EventKind.HELD, job, Tubes.HELD, id, now, Optional.of(reason));
    CrashPoint.reach("reconcile.held.told");
    log.warn("build {} is held (job {}): {}", gone.id(), id, reason);
  }

  private void holdIfOverdue(Carried gone, FarmJob job) throws InterruptedException {
    Optional<BuildResult> building = gone.build().result();
    String pkgname = building.map(BuildResult::pkgname).orElse("");
    Duration limit = config.deadlines().of(job.ended().target(), pkgname).build();
    Instant heard = gone.build().heard();
    if (!limit.isZero() && word.now().isAfter(heard.plus(limit))) {
      hold(
          gone,
          job,
          "nothing was heard of it from the original worker at "
              + building.map(BuildResult::builder).orElse("an unknown host")
              + " within the deadline build ("
              + limit.toMinutes()
              + " min); if it runs no more, release it with: reimzul retry "
              + gone.id());
    }
  }
}
