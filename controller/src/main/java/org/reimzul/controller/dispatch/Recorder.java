package org.reimzul.controller.dispatch;

import java.time.Duration;
import java.util.Optional;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.FarmRecord;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.Backoff;
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
  private final Outage outage;
  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

  /** {@code outage} may be shared by threads. */
  Recorder(FarmRecord record, Outage outage) {
    this.record = record;
    this.outage = outage;
  }

  /** What is known of the build afterwards, if it was about one. */
  Optional<BuildRecord> write(Lease lease, Entry entry)
      throws LeaseLostException, InterruptedException, MalformedMessageException {
    while (true) {
      try {
        Optional<BuildRecord> known = entry.write(record);
        outage.up();
        backoff.reset();
        return known;
      } catch (RecordAwayException e) {
        outage.down(e.getMessage());
        lease.pause(backoff.next());
      }
    }
  }
}
