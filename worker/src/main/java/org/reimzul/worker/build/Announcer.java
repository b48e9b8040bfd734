package org.reimzul.worker.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.worker.builder.FailureKind;
import org.reimzul.worker.source.SrpmName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the farm what becomes of attempts. */
final class Announcer {
  private static final Logger log = LoggerFactory.getLogger(Announcer.class);

  private final Sender sender;
  private final Clock clock;
  private final String host;
  private final UploadWay way;

  /** Speaks for this host, to a bstore that is told what comes this way. */
  Announcer(Sender sender, Clock clock, String host, UploadWay way) {
    this.sender = sender;
    this.clock = clock;
    this.host = host;
    this.way = way;
  }

  /** Begins to tell of a try, with the job: one of an original submitter is new to the record. */
  void leased(AttemptId id, JsonNode job) throws InterruptedException {
    send(event(id, AttemptState.LEASED, null).with("job", job));
  }

  /** The try has come this far. */
  void state(AttemptId id, AttemptState state) throws InterruptedException {
    state(id, state, null);
  }

  /** The try has come this far, with a line for people that may be null. */
  void state(AttemptId id, AttemptState state, String reason) throws InterruptedException {
    state(id, state, reason, Optional.empty());
  }

  /** The same with whose fault it is that there is no package. */
  void state(AttemptId id, AttemptState state, String reason, Optional<FailureKind> kind)
      throws InterruptedException {
    FarmEvent event = event(id, state, reason);
    send(kind.isEmpty() ? event : noting(event, Map.of("class", kind.get().wire())));
  }

  /** The builder has something to tell of the try, with a line for people where it is odd. */
  void notes(AttemptId id, Map<String, String> notes, Optional<String> remark)
      throws InterruptedException {
    remark.ifPresent(text -> log.warn("attempt {}: {}", id, text));
    send(noting(event(id, AttemptState.BUILDING, remark.orElse(null)), notes));
  }

  private static FarmEvent noting(FarmEvent event, Map<String, String> notes) {
    ObjectNode all = Json.object();
    notes.forEach(all::put);
    return event.with("notes", all);
  }

  /** The build waits for this; it goes on where that is empty. */
  void waits(BuildId build, Optional<String> reason) throws InterruptedException {
    send(FarmEvent.of(EventKind.WAITS, clock.instant(), by(), build, reason.orElse(null)));
  }

  /** The try has made a source package, whose build is queued now. */
  void made(AttemptId id, String srpm) throws InterruptedException {
    send(event(id, AttemptState.DONE, "made " + srpm).with("made", srpm));
  }

  /**
   * The daemon stops: tells it if the queue can be had at once, and keeps the thread interrupted.
   */
  void aborted(AttemptId id) {
    Thread.currentThread().interrupt(); // so that the sender doesn't wait for an absent queue
    try {
      state(id, AttemptState.ABORTED, "the worker stops");
    } catch (InterruptedException e) {
      log.warn("could not tell that attempt {} was stopped; its next event will", id);
    }
    Thread.interrupted();
  }

  /**
   * The build has ended, and nothing was made: bstore commits that unless it knows better. The
   * original's knows of no such end, so that the record hears it from here.
   */
  void ended(BuildJob job, EndState state, String reason) throws InterruptedException {
    if (way == UploadWay.ORIGINAL) {
      send(
          FarmEvent.of(EventKind.ENDED, clock.instant(), by(), job.requireBuildId(), reason)
              .with("job", job.toJson())
              .with("state", state.name()));
      return;
    }
    var end = new BuildEnd(job, state, reason, by(), clock.instant());
    sender.send(Tubes.BSTORE, new BstoreRequest.End(end).encode());
    CrashPoint.reach("worker.end.put");
  }

  /** What becomes of a try, as subscribers and bstore read it. */
  BuildEvent result(
      BuildJob job, AttemptId id, String timestamp, Status status, Optional<String> reason) {
    SrpmName name = SrpmName.of(job.srpm());
    return new BuildEvent(
        job, status, host, name.evr(), name.pkgname(), timestamp, Optional.of(id.token()), reason);
  }

  /** The status Building, for the original's subscribers. */
  void building(BuildEvent event) throws InterruptedException {
    sender.send(Tubes.NOTIFY, event.encode());
  }

  /** The uploaded end, for bstore; the original's leaves it to workers to announce it. */
  void handOver(BuildEvent event) throws InterruptedException {
    if (way == UploadWay.ORIGINAL) {
      sender.send(Tubes.NOTIFY, event.encode());
      CrashPoint.reach("worker.original.announced");
    }
    if (way == UploadWay.REIMZUL || event.status() == Status.SUCCESS) {
      sender.send(Tubes.CREATEREPO, event.encode());
    }
  }

  private String by() {
    return "worker@" + host;
  }

  private FarmEvent event(AttemptId id, AttemptState state, String reason) {
    return FarmEvent.of(EventKind.ATTEMPT, clock.instant(), by(), id.build(), reason)
        .with("attempt", id.token().value())
        .with("state", state.name())
        .with("host", host);
  }

  private void send(FarmEvent event) throws InterruptedException {
    sender.send(Tubes.EVENTS, event.encode());
  }
}
