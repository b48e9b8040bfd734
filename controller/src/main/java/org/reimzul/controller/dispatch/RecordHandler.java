package org.reimzul.controller.dispatch;

import java.util.Optional;
import org.reimzul.controller.mail.MailRequest;
import org.reimzul.controller.mqtt.ResultMessage;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;

/** What {@code notify} brought: the record first, then the log line and the sinks' tubes. */
final class RecordHandler implements JobHandler {
  private final Recorder recorder;
  private final BuildLog buildLog;
  private final Sender sender;
  private final Sinks sinks;
  private final Requesters requesters;

  RecordHandler(
      Recorder recorder, BuildLog buildLog, Sender sender, Sinks sinks, Requesters requesters) {
    this.recorder = recorder;
    this.buildLog = buildLog;
    this.sender = sender;
    this.sinks = sinks;
    this.requesters = requesters;
  }

  @Override
  public Outcome handle(Lease lease)
      throws LeaseLostException, InterruptedException, MalformedMessageException {
    Notification notification = Notification.decode(lease.body());
    BuildEvent event = notification.event();
    Optional<BuildRecord> known =
        recorder.write(lease, record -> record.add(event, notification.bytes(), notification.at()));
    CrashPoint.reach("controller.dispatch.recorded");
    buildLog.append(event);
    CrashPoint.reach("controller.dispatch.logged");
    if (event.status() != Status.BUILDING && !event.job().scratch()) {
      announce(event);
    }
    if (known.isPresent()) {
      requesters.hear(event, notification.at(), known.get());
    }
    return Outcome.done();
  }

  private void announce(BuildEvent event) throws InterruptedException {
    if (sinks.mqtt()) {
      sender.send(Tubes.NOTIFY_MQTT, ResultMessage.of(event).encode());
      CrashPoint.reach("controller.dispatch.mqtt");
    }
    if (sinks.mail().test(event)) {
      sender.send(Tubes.NOTIFY_MAIL, MailRequest.of(event).encode());
      CrashPoint.reach("controller.dispatch.mail");
    }
  }
}
