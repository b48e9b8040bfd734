package org.reimzul.core.queue;

import java.io.IOException;
import org.reimzul.core.job.MalformedMessageException;

/** Does what a job asks for. Must be idempotent: delivery is at least once. */
@FunctionalInterface
public interface JobHandler {
  /**
   * Handles one job. Whatever must follow it is put before this returns {@link Outcome.Done}.
   *
   * @throws MalformedMessageException the job is buried with that reason
   * @throws LeaseLostException somebody else owns the job now; nothing more is done to it
   * @throws IOException the job is tried again later
   * @throws InterruptedException the daemon stops; the job is handed back at once
   */
  Outcome handle(Lease lease) throws IOException, InterruptedException, MalformedMessageException;
}
