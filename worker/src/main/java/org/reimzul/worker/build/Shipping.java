package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.process.Heartbeat;

/** Brings a directory of packages and logs to bstore; sends again what fails. */
abstract class Shipping {
  private final Patience bstore = new Patience("bstore's rsync daemon", Duration.ZERO);

  /**
   * Sends it; each step only while the job is ours for sure. Can be repeated.
   *
   * @param started when the attempt began
   * @param beat ends the waiting for a daemon that is away
   */
  abstract void send(
      BuildEvent end, Instant started, AttemptDirectory dir, Watch watch, Heartbeat beat)
      throws IOException, InterruptedException;

  /** What it was waiting for, if anything. */
  String complaint() {
    return bstore.complaint();
  }

  /** Repeats a step until rsync has ended well. */
  void insist(Heartbeat beat, Patience.Step step) throws IOException, InterruptedException {
    bstore.insist(beat, step);
  }
}
