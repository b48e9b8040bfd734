package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Status;

/** A commit as an event, for a record that has lost it. */
public final class CommittedEvents {

  private final Store store;
  private final String by;
  private final Clock clock;

  /** {@code by} names role and host. */
  public CommittedEvents(Store store, String by, Clock clock) {
    this.store = store;
    this.by = by;
    this.clock = clock;
  }

  /** What is told of a commit. */
  public FarmEvent of(CommitRecord commit) throws IOException {
    if (commit instanceof CommitRecord.Built built) {
      return of(built);
    }
    var end = ((CommitRecord.Unbuilt) commit).end();
    return event(commit, end.job(), end.state(), end.reason());
  }

  private FarmEvent of(CommitRecord.Built built) throws IOException {
    BuildEvent result = built.result();
    Optional<BstoreRequest.Withdraw> withdrawal = store.commits().withdrawal(built.build());
    EndState state =
        result.status() == Status.SUCCESS
            ? withdrawal.isPresent() ? EndState.WITHDRAWN : EndState.PUBLISHED
            : EndState.FAILED;
    String reason = withdrawal.map(BstoreRequest.Withdraw::reason).or(result::reason).orElse(null);
    return event(built, result.job(), state, reason)
        .with("started", built.manifest().started().toString())
        .with("ended", built.manifest().ended().toString())
        .withIfItFits("result", result.toJson()); // the job's keys are in it twice
  }

  private FarmEvent event(CommitRecord commit, BuildJob job, EndState state, String reason) {
    return FarmEvent.of(EventKind.COMMITTED, clock.instant(), by, commit.build(), reason)
        .with("job", job.toJson())
        .with("state", state.name())
        .with("committed", commit.committed().toString());
  }
}
