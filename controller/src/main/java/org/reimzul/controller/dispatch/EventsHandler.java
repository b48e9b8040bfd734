package org.reimzul.controller.dispatch;

import java.util.Optional;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Outcome;

/** What the three statuses don't say: for the record, and for who has requested it from afar. */
final class EventsHandler implements JobHandler {
  private final Recorder recorder;
  private final Requesters requesters;

  EventsHandler(Recorder recorder, Requesters requesters) {
    this.recorder = recorder;
    this.requesters = requesters;
  }

  @Override
  public Outcome handle(Lease lease)
      throws LeaseLostException, InterruptedException, MalformedMessageException {
    FarmEvent event = FarmEvent.decode(lease.body());
    CrashPoint.reach("controller.events.taken");
    Optional<BuildRecord> known = recorder.write(lease, record -> record.add(event));
    CrashPoint.reach("controller.events.recorded");
    if (known.isPresent()) {
      requesters.hear(event, known.get());
    }
    return Outcome.done();
  }
}
