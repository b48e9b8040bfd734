package org.reimzul.worker.build;

import java.io.IOException;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.queue.Outcome;

/** One turn of a message at this worker, from its reservation to what becomes of it. */
interface Turn {
  /** The job as it is leased now; it has its build id. */
  FarmJob job();

  /** Which build it is about at the moment. */
  BuildId current();

  /**
   * Does what is to be done; returns what becomes of the message.
   *
   * @param timestamp names the results, shared by all that are made in this turn
   */
  Outcome take(String timestamp) throws IOException, InterruptedException;
}
