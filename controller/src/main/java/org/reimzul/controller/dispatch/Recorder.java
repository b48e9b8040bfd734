package org.reimzul.controller.dispatch;

import java.time.Duration;
import java.util.Optional;
import org.reimzul.controller.queue.Insistence;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.FarmRecord;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;

/**
 * Writes to the record, and waits for a MongoDB that is away with the job in hand: nothing is
 * acknowledged before it is recorded. For one thread.
 */
final class Recorder {
  /** One write. */
  @FunctionalInterface
  interface Entry {
    Optional<BuildRecord> write(FarmRecord record)
        throws RecordAwayException, InterruptedException, MalformedMessageException;
  }

  private final FarmRecord record;
  private final Insistence insistence;

  /** {@code outage} may be shared by threads. */
  Recorder(FarmRecord record, Outage outage) {
    this.record = record;
    this.insistence = new Insistence(outage, Duration.ofMillis(250), Duration.ofSeconds(5));
  }

  /** What is known of the build afterwards, if it was about one. */
  Optional<BuildRecord> write(Lease lease, Entry entry)
      throws LeaseLostException, InterruptedException, MalformedMessageException {
    return insistence.until(lease, () -> entry.write(record));
  }
}
