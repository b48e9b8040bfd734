package org.reimzul.controller.dispatch;

import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Outcome;

/** What the three statuses don't say: only for the record. */
final class EventsHandler implements JobHandler {
  private final Recorder recorder;

  EventsHandler(Recorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public Outcome handle(Lease lease)
      throws LeaseLostException, InterruptedException, MalformedMessageException {
    FarmEvent event = FarmEvent.decode(lease.body());
    CrashPoint.reach("controller.events.taken");
    recorder.write(lease, record -> record.add(event));
    CrashPoint.reach("controller.events.recorded");
    return Outcome.done();
  }
}
