package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.Status;

/** What is done in an attempt. */
interface Work {
  /** Why there is nothing to be done, which is the end of the build; empty if there is. */
  Optional<String> needless(Watch watch) throws IOException, InterruptedException;

  /** What comes before the farm is told of the attempt; returns the errand as it is leased then. */
  default Errand<?> prepare(Errand<?> errand, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    return errand;
  }

  /**
   * Does it, and hands over what came of it. A build that was skipped counts as Failed here:
   * nothing is chained to it.
   *
   * @param timestamp names the result
   * @param started when the attempt began
   */
  Status produce(String timestamp, Instant started, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException;
}
