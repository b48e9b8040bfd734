package org.reimzul.bstore.repogen;

import java.time.Instant;
import java.util.Optional;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Names;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Json;

/** What is said of ends that the original has no word for; the same each time that it is said. */
final class EndEvents {
  private EndEvents() {}

  /** An end without a result. */
  static FarmEvent of(CommitRecord.Unbuilt commit, String by) {
    var end = commit.end();
    return event(
        commit.build() + ".ended", commit.committed(), by, end.job(), end.state(), end.reason());
  }

  /** The withdrawal of a result. */
  static FarmEvent of(CommitRecord.Built commit, BstoreRequest.Withdraw request, String by) {
    BuildId build = commit.build();
    String reason = request.reason() + " (withdrawn by " + request.by() + ")";
    return event(
        Names.withdrawn(build),
        request.at(),
        by,
        commit.result().job(),
        EndState.WITHDRAWN,
        reason);
  }

  private static FarmEvent event(
      String id, Instant at, String by, BuildJob job, EndState state, String reason) {
    return new FarmEvent(
            id,
            EventKind.ENDED,
            at,
            by,
            Optional.of(job.requireBuildId()),
            Optional.of(reason),
            Json.object())
        .with("job", job.toJson())
        .with("state", state.name());
  }
}
