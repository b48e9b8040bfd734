package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;

/** What messages say of builds, and what follows from it for their history. Thread-safe. */
final class RecordedBuilds {
  private final Builds builds;
  private final History history;

  RecordedBuilds(Builds builds, History history) {
    this.builds = builds;
    this.history = history;
  }

  /** A message of {@code notify} with a build id, put there at that time. */
  BuildRecord add(BuildEvent event, Instant queued) throws MalformedMessageException {
    BuildId id = event.job().requireBuildId();
    BuildRecord known = builds.add(id, build -> build.apply(event, queued));
    CrashPoint.reach("controller.record.build");
    if (event.status() == Status.BUILDING) { // the word of its end may have come before
      closeIfOver(id, known, event.attempt());
    }
    return known;
  }

  /**
   * A message about a build from the tube for what the three statuses don't say.
   *
   * <p>A repeated commit is for a record that has lost the build. Where it knows the build and has
   * not heard of its end, the word of that is on its way or was lost with the queue; the
   * reconciler, which asks for builds without an end, then has everybody told, and not only the
   * record. Where an original notifier tells everybody, the event says so.
   */
  BuildRecord add(FarmEvent event) throws MalformedMessageException {
    BuildId id = event.build().orElseThrow();
    Fields data = Fields.of(event.data());
    boolean tellsAll = event.kind() == EventKind.COMMITTED && !data.flag("announced", false);
    Optional<BuildEvent> repeated =
        event.kind() == EventKind.COMMITTED ? EndFacts.result(data) : Optional.empty();
    boolean left = tellsAll && repeated.isPresent();
    BuildRecord known =
        builds.add(id, build -> left && Standing.unheard(build) ? build : build.apply(event));
    CrashPoint.reach("controller.record.event");
    switch (event.kind()) {
      case ATTEMPT -> closeIfOver(id, known, data.optionalText("attempt", AttemptToken::new));
      case HELD, ENDED -> closeIfOver(id, known, Optional.empty());
      case COMMITTED -> {
        if (repeated.isPresent() && !Standing.unheard(known)) {
          history.restore(repeated.get());
        }
        closeIfOver(id, known, Optional.empty());
      }
      default -> {}
    }
    return known;
  }

  /** An attempt, or every one of a build, that ends without Success or Failed. */
  private void closeIfOver(BuildId id, BuildRecord known, Optional<AttemptToken> attempt) {
    if (Standing.over(known, attempt)) {
      history.close(id, attempt);
    }
  }
}
