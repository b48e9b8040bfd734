package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.config.Deadlines;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.worker.builder.InfrastructureException;

/** Knows whether a build has ended before: by bstore or the record, and by our own journal. */
final class History {
  private final Ends ends;
  private final Journal journal;
  private final Announcer announcer;
  private final Deadlines deadlines;
  private final Patience server;

  /**
   * @param patience how long who is asked may be away
   * @param asked who that is, for people
   */
  History(
      Ends ends,
      Journal journal,
      Announcer announcer,
      Deadlines deadlines,
      Duration patience,
      String asked) {
    this.ends = ends;
    this.journal = journal;
    this.announcer = announcer;
    this.deadlines = deadlines;
    this.server = new Patience(asked, patience);
  }

  /**
   * How a build ended.
   *
   * @param timestamp that its chained builds share; empty if it has no result
   */
  record End(EndState state, String timestamp) {}

  /** The time under which an earlier try of this worker has begun to upload the original's way. */
  Optional<String> begun(BuildJob job) throws IOException {
    return journal.begun(job.requireBuildId());
  }

  /**
   * How it ended, or empty if it is to be built. A result that was uploaded but perhaps never
   * handed over is handed over again: bstore takes it once.
   *
   * @throws CanceledException when it was called off while bstore was away; bstore will be told
   * @throws InfrastructureException when bstore was away for too long
   */
  Optional<End> endOf(BuildJob job, Lease lease) throws IOException, InterruptedException {
    BuildId build = job.requireBuildId();
    Optional<BuildEvent> uploaded = journal.find(build);
    if (uploaded.isPresent()) {
      CrashPoint.reach("worker.history.known");
      announcer.handOver(uploaded.get());
      CrashPoint.reach("worker.history.repeated");
      boolean success = uploaded.get().status() == Status.SUCCESS;
      return Optional.of(
          new End(success ? EndState.PUBLISHED : EndState.FAILED, uploaded.get().timestamp()));
    }
    journal.prune();
    var watch = new Watch(lease, job, deadlines, announcer);
    try {
      Optional<End> end = server.until(watch, () -> ends.find(build, watch));
      CrashPoint.reach("worker.history.asked");
      return end;
    } catch (CanceledException e) {
      announcer.ended(job, EndState.CANCELED, e.getMessage());
      throw e;
    }
  }
}
