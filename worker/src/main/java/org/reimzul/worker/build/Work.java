package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.FarmJob;

/** What is done in an attempt. */
interface Work {
  /** Why there is nothing to be done, which is the end of the build; empty if there is. */
  Optional<String> needless(Watch watch) throws IOException, InterruptedException;

  /** What comes before the farm is told of the attempt; returns the job as it is leased then. */
  default FarmJob prepare(FarmJob job, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    return job;
  }

  /**
   * Does it, and hands over what came of it; returns how it ended, as far as is known here.
   *
   * @param timestamp names the result
   * @param started when the attempt began
   */
  EndState produce(String timestamp, Instant started, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException;
}
