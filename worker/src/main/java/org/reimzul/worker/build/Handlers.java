package org.reimzul.worker.build;

import java.io.IOException;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.Tubes;

/** All that a worker takes: requests for source packages from their tube, and builds. */
public final class Handlers implements JobHandler {
  private final Attempts attempts;
  private final JobHandler builds;
  private final JobHandler sources;

  Handlers(Attempts attempts, JobHandler builds, JobHandler sources) {
    this.attempts = attempts;
    this.builds = builds;
    this.sources = sources;
  }

  /**
   * Cleans up after earlier processes of this instance; call it once, before the first job.
   *
   * @throws InterruptedException when the daemon stops
   */
  public void recover() throws IOException, InterruptedException {
    attempts.recover();
    CrashPoint.reach("worker.start.recovered");
  }

  @Override
  public Outcome handle(Lease lease)
      throws IOException, InterruptedException, MalformedMessageException {
    boolean source = lease.knownStats().tube().equals(Tubes.SOURCE);
    return (source ? sources : builds).handle(lease);
  }
}
