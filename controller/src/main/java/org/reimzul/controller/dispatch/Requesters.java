package org.reimzul.controller.dispatch;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.requests.RequestDesk;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.lifecycle.CrashPoint;

/**
 * Tells remote requesters how their builds stand, whenever that may have changed. What they hear
 * never goes backwards: it is what the record knows, and not what one message says.
 *
 * @param desk empty in a farm without a gateway
 */
record Requesters(Optional<RequestDesk> desk) {
  /** A submission is answered by the gateway. */
  private static final Set<EventKind> TOLD =
      EnumSet.of(
          EventKind.QUEUED, EventKind.ATTEMPT, EventKind.HELD, EventKind.WAITS, EventKind.ENDED);

  /** The record has an event. */
  void hear(FarmEvent event, BuildRecord known) throws InterruptedException {
    if (TOLD.contains(event.kind()) || firstHeard(event)) {
      tell(known, event.eventId(), event.at());
      CrashPoint.reach("controller.events.told");
    }
  }

  /** A repeated commit is old news, unless an original notifier takes the new. */
  private static boolean firstHeard(FarmEvent event) {
    return event.kind() == EventKind.COMMITTED && event.data().path("announced").booleanValue();
  }

  /** The record has one of the three statuses. */
  void hear(BuildEvent event, Instant at, BuildRecord known) throws InterruptedException {
    String attempt = event.attempt().map(AttemptToken::value).orElse(event.timestamp());
    tell(known, known.id() + "." + attempt + "." + event.status().wire(), at);
    CrashPoint.reach("controller.dispatch.told");
  }

  private void tell(BuildRecord known, String eventId, Instant at) throws InterruptedException {
    if (desk.isPresent()) {
      Optional<RequestNews> news = desk.get().standing(known, eventId, at);
      if (news.isPresent()) {
        desk.get().tell(news.get());
      }
    }
  }
}
