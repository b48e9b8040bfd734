package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Instant;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;

/** From a directory of packages and logs to a result in bstore's hands. */
final class HandOver {
  private final Shipping shipping;
  private final Announcer announcer;
  private final Journal journal;

  HandOver(Shipping shipping, Announcer announcer, Journal journal) {
    this.shipping = shipping;
    this.announcer = announcer;
    this.journal = journal;
  }

  /**
   * Uploads, and tells bstore; each only while the job is ours for sure. Once all is there it is
   * too late to call the build off.
   *
   * @throws InfrastructureException when that took too long
   */
  void deliver(BuildEvent end, Instant started, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    var deadline = new Deadline("upload", watch.limits().upload());
    Heartbeat beat = watch.and(deadline::check);
    try {
      shipping.send(end, started, dir, watch, beat);
      journal.uploaded(end);
      CrashPoint.reach("worker.handover.journaled");
      watch.confirm(deadline::check);
      announcer.handOver(end);
      CrashPoint.reach("worker.handover.put");
    } catch (DeadlineException e) {
      throw new InfrastructureException(e.getMessage() + shipping.complaint());
    }
  }
}
