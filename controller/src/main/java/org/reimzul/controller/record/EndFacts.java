package org.reimzul.controller.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Status;

/** What bstore says of a build's end in the tube {@code events}. */
final class EndFacts {
  private EndFacts() {}

  /** An end without a result, or a withdrawal. */
  static BuildRecord ended(BuildRecord nothing, FarmEvent event, Fields data)
      throws MalformedMessageException {
    EndState end = data.text("state", EndState::parse);
    return nothing
        .with(asked(data))
        .with(
            Transition.once(stateOf(end), Facts.at(event), event.by(), event.reason().orElse("")));
  }

  /** A commit told again: the answers are those that the messages of its time gave. */
  static BuildRecord committed(BuildRecord nothing, FarmEvent event, Fields data)
      throws MalformedMessageException {
    EndState end = data.text("state", EndState::parse);
    Instant at = Facts.millis(data.instant("committed"));
    BuildRecord known = nothing.with(asked(data));
    Optional<BuildEvent> result = result(data);
    if (result.isPresent()) {
      known = known.join(told(nothing, result.get(), at, data));
    }
    boolean resultIsTheEnd = end == EndState.PUBLISHED || end == EndState.FAILED;
    return resultIsTheEnd && result.isPresent()
        ? known
        : known.with(Transition.once(stateOf(end), at, event.by(), event.reason().orElse("")));
  }

  /** The result that a repeated commit carries; empty where it has none. */
  static Optional<BuildEvent> result(Fields data) throws MalformedMessageException {
    Optional<ObjectNode> result = data.object("result");
    return result.isEmpty()
        ? Optional.empty()
        : Optional.of(BuildEvent.decode(Json.write(result.get())));
  }

  private static BuildRecord told(
      BuildRecord nothing, BuildEvent result, Instant committed, Fields data)
      throws MalformedMessageException {
    String by = "worker@" + result.builder();
    String reason = result.reason().orElse("");
    BuildState end = result.status() == Status.SUCCESS ? BuildState.PUBLISHED : BuildState.FAILED;
    BuildRecord known =
        nothing.with(BuildResult.of(result)).with(Transition.once(end, committed, by, reason));
    if (result.attempt().isEmpty()) {
      return known;
    }
    AttemptToken token = result.attempt().get();
    Instant started = instant(data, "started", committed);
    Instant ended = instant(data, "ended", committed);
    return known
        .with(new Transition(BuildState.BUILDING, token.value(), started, by, ""))
        .with(
            new Attempt(
                token.value(), result.builder(), started, AttemptState.DONE, ended, reason));
  }

  private static Instant instant(Fields data, String key, Instant fallback)
      throws MalformedMessageException {
    Optional<String> text = data.optionalText(key);
    return text.isEmpty()
        ? fallback
        : Facts.millis(Fields.of(Json.object().put(key, text.get())).instant(key));
  }

  private static Submission asked(Fields data) throws MalformedMessageException {
    return Submission.seenIn(BuildJob.decode(Json.write(Facts.job(data))));
  }

  private static BuildState stateOf(EndState end) {
    return BuildState.valueOf(end.name());
  }
}
