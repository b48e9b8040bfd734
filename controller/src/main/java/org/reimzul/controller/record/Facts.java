package org.reimzul.controller.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Status;

/** What one message says of its build. */
final class Facts {
  private Facts() {}

  static BuildRecord of(FarmEvent event) throws MalformedMessageException {
    String id =
        event.build().orElseThrow(() -> new MalformedMessageException("no build_id")).value();
    BuildRecord nothing = BuildRecord.empty(id);
    Fields data = Fields.of(event.data());
    return switch (event.kind()) {
      case SUBMITTED ->
          nothing.with(entered(BuildState.QUEUED, event)).with(submission(event, data));
      case QUEUED -> nothing.with(entered(BuildState.QUEUED, event)).with(place(event, data));
      case ATTEMPT -> attempt(nothing, event, data);
      case STAGED -> nothing.staged(millis(event.at()));
      case REJECTED, WORKER -> nothing; // have collections of their own
      case HELD, WAITS, ENDED, COMMITTED -> nothing; // nobody sends them yet
    };
  }

  static BuildRecord of(BuildEvent event, Instant queued) {
    Instant at = millis(queued);
    String by = "worker@" + event.builder();
    BuildState state =
        switch (event.status()) {
          case BUILDING -> BuildState.BUILDING;
          case SUCCESS -> BuildState.PUBLISHED;
          case FAILED -> BuildState.FAILED;
        };
    String reason = event.reason().orElse("");
    BuildRecord known =
        BuildRecord.empty(event.job().requireBuildId().value())
            .with(Submission.seenIn(event.job()))
            .with(new Transition(state, at, by, reason))
            .with(BuildResult.of(event));
    boolean begins = event.status() == Status.BUILDING;
    return event
        .attempt()
        .map(AttemptToken::value)
        .map(
            token ->
                new Attempt(
                    token,
                    event.builder(),
                    at,
                    begins ? AttemptState.PREPARING : AttemptState.DONE,
                    at,
                    reason))
        .map(known::with)
        .orElse(known);
  }

  private static Submission submission(FarmEvent event, Fields data)
      throws MalformedMessageException {
    var json =
        data.object("job").orElseThrow(() -> new MalformedMessageException("no job in data"));
    BuildJob.decode(Json.write(json));
    return new Submission(
        Optional.of(millis(event.at())), data.number("priority"), BsonJson.recordable(json));
  }

  private static QueuePlace place(FarmEvent event, Fields data) throws MalformedMessageException {
    long id =
        data.number("queue_id")
            .orElseThrow(() -> new MalformedMessageException("no queue_id in data"));
    return new QueuePlace(data.text("tube"), id, millis(event.at()));
  }

  private static BuildRecord attempt(BuildRecord nothing, FarmEvent event, Fields data)
      throws MalformedMessageException {
    AttemptToken token = data.text("attempt", AttemptToken::new);
    AttemptState state = data.text("state", Facts::attemptState);
    Instant at = millis(event.at());
    var attempt =
        new Attempt(token.value(), data.text("host"), at, state, at, event.reason().orElse(""));
    // handed over with a reason: the package failed, and saying so is bstore's
    boolean built = state == AttemptState.DONE && event.reason().isEmpty();
    BuildState then = built ? BuildState.BUILT : BuildState.BUILDING;
    return nothing.with(attempt).with(new Transition(then, at, event.by(), ""));
  }

  private static AttemptState attemptState(String text) {
    try {
      return AttemptState.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("state is not one of an attempt", e);
    }
  }

  private static Transition entered(BuildState state, FarmEvent event) {
    return new Transition(state, millis(event.at()), event.by(), event.reason().orElse(""));
  }

  /** As MongoDB keeps it, so that a record read again equals the one that was written. */
  private static Instant millis(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS);
  }
}
