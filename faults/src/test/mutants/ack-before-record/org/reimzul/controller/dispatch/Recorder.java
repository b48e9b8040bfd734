package org.reimzul.controller.dispatch;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.FarmRecord;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;

/** The fault: messages are acknowledged at once, and recorded soon. */
final class Recorder {
  @FunctionalInterface
  interface Entry {
    Optional<BuildRecord> write(FarmRecord record)
        throws RecordAwayException, InterruptedException, MalformedMessageException;
  }

  private final FarmRecord record;
  private final ScheduledExecutorService soon =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "soon");
            thread.setDaemon(true);
            return thread;
          });

  Recorder(FarmRecord record, Outage outage) {
    this.record = record;
  }

  Optional<BuildRecord> write(Lease lease, Entry entry)
      throws LeaseLostException, InterruptedException, MalformedMessageException {
    soon.schedule(
        () -> {
          entry.write(record);
          return null;
        },
        1,
        TimeUnit.SECONDS);
    return Optional.empty();
  }
}
