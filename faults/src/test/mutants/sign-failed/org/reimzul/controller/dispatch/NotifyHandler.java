package org.reimzul.controller.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.SigningRequest;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;

/** The fault, first part: the signer hears of every build that has ended. */
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
    Instant now = clock.instant();
    Instant queued = lease.stats().map(stats -> now.minus(stats.age())).orElse(now);
    if (event.status() != Status.BUILDING) {
      sender.send(Tubes.TOSIGN, signingRequest(event).encode());
    }
    sender.send(Tubes.NOTIFY_RECORD, new Notification(queued, Json.read(lease.body())).encode());
    return Outcome.done();
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
