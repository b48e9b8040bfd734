package org.reimzul.controller.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.SigningRequest;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;

/**
 * One of the original's three statuses. The signer is told at once and everybody else by way of the
 * record, so that a MongoDB that is away stops no signing.
 */
final class NotifyHandler implements JobHandler {
  private final Sender sender;
  private final Clock clock;

  NotifyHandler(Sender sender, Clock clock) {
    this.sender = sender;
    this.clock = clock;
  }

  @Override
  public Outcome handle(Lease lease) throws InterruptedException, MalformedMessageException {
    BuildEvent event = BuildEvent.decode(lease.body());
    var notification = new Notification(queued(lease), Json.read(lease.body()));
    CrashPoint.reach("controller.notify.taken");
    if (event.status() == Status.SUCCESS && !event.job().scratch()) {
      sender.send(Tubes.TOSIGN, signingRequest(event).encode());
      CrashPoint.reach("controller.notify.tosign");
    }
    try {
      sender.send(Tubes.NOTIFY_RECORD, notification.encode());
    } catch (IllegalArgumentException e) {
      return Outcome.bury(e.getMessage());
    }
    CrashPoint.reach("controller.notify.forwarded");
    return Outcome.done();
  }

  private Instant queued(Lease lease) {
    Instant now = clock.instant();
    return lease.stats().map(stats -> now.minus(stats.age())).orElse(now);
  }

  private static SigningRequest signingRequest(BuildEvent event) {
    return new SigningRequest(
        event.pkgname(),
        event.status(),
        event.job().target(),
        event.job().arch(),
        event.timestamp(),
        event.identified().job().buildId(),
        Optional.of(event.evr()));
  }
}
