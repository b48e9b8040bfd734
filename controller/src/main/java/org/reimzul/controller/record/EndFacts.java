package org.reimzul.controller.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.AttemptState;
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
  static void ended(Known known, FarmEvent event, Fields data) throws MalformedMessageException {
    EndState end = data.text("state", EndState::parse);
    asked(known, event, data);
    known.with(Transition.once(stateOf(end), Facts.at(event), event.by(), Facts.reason(event)));
  }

  /** A commit told again: the answers are those that the messages of its time gave. */
  static void committed(Known known, FarmEvent event, Fields data)
      throws MalformedMessageException {
    EndState end = data.text("state", EndState::parse);
    Instant at = Facts.millis(data.instant("committed"));
    asked(known, event, data);
    Optional<BuildEvent> result = result(data);
    if (result.isPresent()) {
      told(known, result.get(), at, data);
    }
    if (result.isEmpty() || (end != EndState.PUBLISHED && end != EndState.FAILED)) {
      known.with(Transition.once(stateOf(end), at, event.by(), Facts.reason(event)));
    }
  }

  /** The result that a repeated commit carries; empty where it has none. */
  static Optional<BuildEvent> result(Fields data) throws MalformedMessageException {
    Optional<ObjectNode> result = data.object("result");
    return result.isEmpty()
        ? Optional.empty()
        : Optional.of(BuildEvent.decode(Json.write(result.get())));
  }

  private static void told(Known known, BuildEvent result, Instant committed, Fields data)
      throws MalformedMessageException {
    String host = result.builder();
    String by = "worker@" + host;
    String reason = result.reason().orElse("");
    BuildState end = result.status() == Status.SUCCESS ? BuildState.PUBLISHED : BuildState.FAILED;
    known.with(BuildResult.of(result)).with(Transition.once(end, committed, by, reason));
    if (result.attempt().isPresent()) {
      String token = result.attempt().get().value();
      Instant started = data.optionalInstant("started").map(Facts::millis).orElse(committed);
      Instant ended = data.optionalInstant("ended").map(Facts::millis).orElse(committed);
      known
          .with(new Transition(BuildState.BUILDING, token, started, by, ""))
          .with(new Attempt(token, host, started, AttemptState.DONE, ended, reason));
    }
  }

  private static void asked(Known known, FarmEvent event, Fields data)
      throws MalformedMessageException {
    BuildJob job = BuildJob.decode(Json.write(Facts.job(data)));
    known.told(job, Facts.at(event));
  }

  private static BuildState stateOf(EndState end) {
    return BuildState.valueOf(end.name());
  }
}
