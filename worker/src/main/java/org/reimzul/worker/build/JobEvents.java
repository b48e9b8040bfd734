package org.reimzul.worker.build;

import java.time.Clock;
import java.time.Duration;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.TubeName;

/** Tells the record where jobs are that a worker has put. */
final class JobEvents {
  private final Sender sender;
  private final String host;
  private final Clock clock;

  JobEvents(Sender sender, String host, Clock clock) {
    this.sender = sender;
    this.host = host;
    this.clock = clock;
  }

  /** A job stands in the queue anew; the event is of {@code build}, its own or a chained one. */
  FarmEvent queued(
      Tries tries, BuildId build, TubeName tube, long id, Duration delay, String reason) {
    return event(EventKind.QUEUED, tries, build, tube, id, reason).with("delay", delay.toSeconds());
  }

  /** A job waits for a person. */
  FarmEvent held(Tries tries, BuildId build, long id, String reason) {
    return event(EventKind.HELD, tries, build, Tubes.HELD, id, reason);
  }

  private FarmEvent event(
      EventKind kind, Tries tries, BuildId build, TubeName tube, long id, String reason) {
    return FarmEvent.of(kind, clock.instant(), "worker@" + host, build, reason)
        .with("tube", tube.value())
        .with("queue_id", id)
        .with("retries", tries.count());
  }

  /** Sends one; waits for a queue that is away. */
  void send(FarmEvent event) throws InterruptedException {
    sender.send(Tubes.EVENTS, event.encode());
  }
}
