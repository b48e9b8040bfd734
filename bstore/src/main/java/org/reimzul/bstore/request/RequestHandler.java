package org.reimzul.bstore.request;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.bstore.publish.Ends;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;

/** Acts on the tube {@code bstore}. Nothing here takes long: people wait for it. */
public final class RequestHandler implements JobHandler {
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration NOT_ENDED = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final Store store;
  private final Ends ends;
  private final Withdrawals withdrawals;
  private final Runnable found;

  /** {@code found} is called when there is something to publish, announce or repeat. */
  public RequestHandler(Store store, Ends ends, Withdrawals withdrawals, Runnable found) {
    this.store = store;
    this.ends = ends;
    this.withdrawals = withdrawals;
    this.found = found;
  }

  @Override
  public Outcome handle(Lease lease) throws IOException, MalformedMessageException {
    BstoreRequest request = BstoreRequest.decode(lease.body());
    Outcome outcome = Outcome.done();
    if (request instanceof BstoreRequest.End end) {
      outcome = settled(ends.commit(end.end()));
    } else if (request instanceof BstoreRequest.Withdraw withdraw) {
      outcome = withdraw(withdraw, lease);
    } else if (request instanceof BstoreRequest.Reindex reindex) {
      store.reindex().add(Long.toString(reindex.at().toEpochMilli()));
      CrashPoint.reach("bstore.reindex.noted");
    }
    found.run();
    return outcome;
  }

  private static Outcome settled(boolean done) {
    return done ? Outcome.done() : Outcome.retry(BUSY, "somebody else works on the build");
  }

  private Outcome withdraw(BstoreRequest.Withdraw request, Lease lease) throws IOException {
    Optional<CommitRecord> commit = store.commits().find(request.build());
    if (commit.isEmpty()) {
      boolean late = lease.stats().filter(s -> s.age().compareTo(LONGEST_WAIT) > 0).isPresent();
      String what = "build " + request.build() + " has not ended";
      return late
          ? Outcome.bury(what + "; cancel it, or withdraw it once it is published")
          : Outcome.retry(NOT_ENDED, what + " yet");
    }
    if (commit.get() instanceof CommitRecord.Built built && built.published()) {
      return settled(withdrawals.withdraw(request, built));
    }
    return Outcome.bury(
        "build "
            + request.build()
            + " is in no repository, so it can't be withdrawn: "
            + how(commit.get()));
  }

  private static String how(CommitRecord commit) {
    if (commit instanceof CommitRecord.Unbuilt unbuilt) {
      return "it ended as " + unbuilt.end().state().word() + ", " + unbuilt.end().reason();
    }
    return commit instanceof CommitRecord.Built built && built.result().job().scratch()
        ? "it is a scratch build"
        : "it failed";
  }
}
