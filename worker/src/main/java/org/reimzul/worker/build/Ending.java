package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last steps of an attempt that has come to a result. */
final class Ending {
  private static final Logger log = LoggerFactory.getLogger(Ending.class);

  private final Announcer announcer;
  private final HandOver handOver;

  Ending(Announcer announcer, HandOver handOver) {
    this.announcer = announcer;
    this.handOver = handOver;
  }

  /**
   * Hands the result directory over; returns what bstore will make of it.
   *
   * @param failure why the package can't be built, or empty
   */
  EndState result(
      String timestamp,
      Instant started,
      Optional<Failure> failure,
      AttemptDirectory dir,
      Watch watch)
      throws IOException, InterruptedException {
    AttemptId id = dir.id();
    Status status = failure.isPresent() ? Status.FAILED : Status.SUCCESS;
    Optional<String> reason = failure.map(Failure::reason);
    log.info("attempt {}: {}{}; uploading", id, status.wire(), reason.map(": "::concat).orElse(""));
    announcer.state(id, AttemptState.UPLOADING, null, failure.map(Failure::kind));
    CrashPoint.reach("worker.attempt.uploading");
    BuildEvent end = announcer.result(watch.job(), id, timestamp, status, reason);
    handOver.deliver(end, started, dir, watch);
    done(id, reason);
    return failure.isPresent() ? EndState.FAILED : EndState.PUBLISHED;
  }

  /** The attempt is over, and bstore or another worker goes on. */
  void done(AttemptId id, Optional<String> reason) throws InterruptedException {
    announcer.state(id, AttemptState.DONE, reason.orElse(null));
    CrashPoint.reach("worker.attempt.done");
  }

  /** The attempt is over, and its source package's build is queued. */
  void made(AttemptId id, String srpm) throws InterruptedException {
    announcer.made(id, srpm);
    CrashPoint.reach("worker.source.done");
  }
}
