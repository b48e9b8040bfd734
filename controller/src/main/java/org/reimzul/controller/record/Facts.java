package org.reimzul.controller.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Status;

/** What one message says of its build; of its end, see {@link EndFacts}. */
final class Facts {
  private Facts() {}

  static BuildRecord of(FarmEvent event) throws MalformedMessageException {
    String id =
        event.build().orElseThrow(() -> new MalformedMessageException("no build_id")).value();
    var known = new Known(id);
    Fields data = Fields.of(event.data());
    switch (event.kind()) {
      case SUBMITTED ->
          known
              .with(Transition.once(BuildState.QUEUED, at(event), event.by(), reason(event)))
              .with(submission(event, data));
      case QUEUED -> queued(known, event, data);
      case ATTEMPT -> attempt(known, event, data);
      case STAGED -> known.staged(at(event));
      case HELD ->
          known
              .with(Transition.again(BuildState.HELD, at(event), event.by(), reason(event)))
              .with(place(event, data));
      case WAITS -> known.with(new Waiting(reason(event), at(event)));
      case ENDED -> EndFacts.ended(known, event, data);
      case COMMITTED -> EndFacts.committed(known, event, data);
      case REJECTED, WORKER, OVERRIDE -> {} // have collections of their own
    }
    return known.record();
  }

  static BuildRecord of(BuildEvent event, Instant queued) {
    Instant at = millis(queued);
    String by = "worker@" + event.builder();
    String reason = event.reason().orElse("");
    var known =
        new Known(event.job().requireBuildId().value())
            .told(event.job(), at)
            .with(entered(event, at, by, reason))
            .with(BuildResult.of(event));
    boolean begins = event.status() == Status.BUILDING;
    AttemptState state = begins ? AttemptState.PREPARING : AttemptState.DONE;
    event
        .attempt()
        .map(token -> new Attempt(token.value(), event.builder(), at, state, at, reason))
        .ifPresent(known::with);
    return known.record();
  }

  private static Transition entered(BuildEvent event, Instant at, String by, String reason) {
    String attempt = event.attempt().map(AttemptToken::value).orElse("");
    return switch (event.status()) {
      case BUILDING -> new Transition(BuildState.BUILDING, attempt, at, by, reason);
      case SUCCESS -> Transition.once(BuildState.PUBLISHED, at, by, reason);
      case FAILED -> Transition.once(BuildState.FAILED, at, by, reason);
    };
  }

  private static Submission submission(FarmEvent event, Fields data)
      throws MalformedMessageException {
    return new Submission(
        Optional.of(at(event)), data.number("priority"), BsonJson.recordable(job(data)));
  }

  /** The job in the data, known to be one. */
  static ObjectNode job(Fields data) throws MalformedMessageException {
    ObjectNode json =
        data.object("job").orElseThrow(() -> new MalformedMessageException("no job in data"));
    FarmJob.decode(Json.write(json));
    return json;
  }

  private static void queued(Known known, FarmEvent event, Fields data)
      throws MalformedMessageException {
    boolean released = data.flag("released", false);
    QueuePlace place = place(event, data);
    Optional<FarmJob> job = told(known, event, data);
    boolean made = job.filter(LastPut::made).isPresent();
    boolean first = !released && !made && place.retries() == 0 && event.reason().isEmpty();
    known
        .with(place)
        .with(
            first
                ? Transition.once(BuildState.QUEUED, at(event), event.by(), "")
                : Transition.again(BuildState.QUEUED, at(event), event.by(), reason(event)));
  }

  /**
   * The job that somebody tells of, if he does: all that is known of it where an original submitter
   * has told nobody.
   */
  private static Optional<FarmJob> told(Known known, FarmEvent event, Fields data)
      throws MalformedMessageException {
    Optional<ObjectNode> json = data.object("job");
    if (json.isEmpty()) {
      return Optional.empty();
    }
    FarmJob job = FarmJob.decode(Json.write(json.get()));
    known.told(job, at(event));
    return Optional.of(job);
  }

  private static QueuePlace place(FarmEvent event, Fields data) throws MalformedMessageException {
    long id =
        data.number("queue_id")
            .orElseThrow(() -> new MalformedMessageException("no queue_id in data"));
    return new QueuePlace(
        data.text("tube"),
        id,
        at(event),
        data.number("retries").orElse(0L),
        data.number("delay").orElse(0L));
  }

  private static void attempt(Known known, FarmEvent event, Fields data)
      throws MalformedMessageException {
    String token = data.text("attempt", AttemptToken::new).value();
    AttemptState state = data.text("state", Facts::attemptState);
    Instant at = at(event);
    AttemptNotes notes = AttemptNotes.read(data.object("notes").orElseGet(Json::object));
    var attempt = new Attempt(token, data.text("host"), at, state, at, reason(event), notes);
    known.with(attempt);
    told(known, event, data);
    if (state.ended() && state != AttemptState.DONE) {
      return; // how the build goes on is not this attempt's to say
    }
    if (state == AttemptState.DONE && data.optionalText("made").isPresent()) {
      return; // a source package, whose build is queued now
    }
    // handed over with a reason: the package failed, and saying so is bstore's
    boolean built = state == AttemptState.DONE && event.reason().isEmpty();
    BuildState then = built ? BuildState.BUILT : BuildState.BUILDING;
    known.with(new Transition(then, token, at, event.by(), ""));
  }

  private static AttemptState attemptState(String text) {
    try {
      return AttemptState.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("state is not one of an attempt", e);
    }
  }

  static String reason(FarmEvent event) {
    return event.reason().orElse("");
  }

  static Instant at(FarmEvent event) {
    return millis(event.at());
  }

  /** As MongoDB keeps it, so that a record read again equals the one that was written. */
  static Instant millis(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS);
  }
}
