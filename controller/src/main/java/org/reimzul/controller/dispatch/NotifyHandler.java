package org.reimzul.controller.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.controller.mqtt.ResultMessage;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.SigningRequest;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;

/** One of the original's three statuses: the record first, then log line and sinks. */
final class NotifyHandler implements JobHandler {
  private final Recorder recorder;
  private final BuildLog buildLog;
  private final Sender sender;
  private final boolean mqtt;
  private final Clock clock;

  /** {@code mqtt} says whether results are for the broker, too. */
  NotifyHandler(Recorder recorder, BuildLog buildLog, Sender sender, boolean mqtt, Clock clock) {
    this.recorder = recorder;
    this.buildLog = buildLog;
    this.sender = sender;
    this.mqtt = mqtt;
    this.clock = clock;
  }

  @Override
  public Outcome handle(Lease lease)
      throws LeaseLostException, InterruptedException, MalformedMessageException {
    BuildEvent event = BuildEvent.decode(lease.body());
    Instant queued = queued(lease);
    recorder.write(lease, record -> record.add(event, lease.body(), queued));
    buildLog.append(event);
    if (event.status() != Status.BUILDING && !event.job().scratch()) {
      announce(event);
    }
    return Outcome.done();
  }

  private Instant queued(Lease lease) {
    Instant now = clock.instant();
    return lease.stats().map(stats -> now.minus(stats.age())).orElse(now);
  }

  private void announce(BuildEvent event) throws InterruptedException {
    if (mqtt) {
      sender.send(Tubes.NOTIFY_MQTT, ResultMessage.of(event).encode());
    }
    if (event.status() == Status.SUCCESS) {
      sender.send(Tubes.TOSIGN, signingRequest(event).encode());
    }
  }

  private static SigningRequest signingRequest(BuildEvent event) {
    return new SigningRequest(
        event.pkgname(),
        event.status(),
        event.job().target(),
        event.job().arch(),
        event.timestamp(),
        event.job().buildId(),
        Optional.of(event.evr()));
  }
}
