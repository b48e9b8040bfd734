package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Tubes;
import org.reimzul.worker.builder.PackageFailure;

/** Settles requests on a commit, once and for all: a branch may move between two tries. */
final class Settling {
  private final SourceBench bench;
  private final Deposit deposit;
  private final JobEvents events;

  Settling(SourceBench bench, Deposit deposit, JobEvents events) {
    this.bench = bench;
    this.deposit = deposit;
    this.events = events;
  }

  /**
   * The request with its commit, as it is leased from now on.
   *
   * @throws PackageFailure when there is no such branch or ref
   */
  SourceRequest settle(SourceRequest request, Lease lease, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException, PackageFailure {
    if (request.commit().isPresent()) {
      return request;
    }
    String commit = bench.commit(request, dir, watch);
    CrashPoint.reach("worker.source.resolved");
    SourceRequest settled = request.withCommit(deposit.settle(commit, dir, watch));
    CrashPoint.reach("worker.source.laid_down");
    lease.replace(settled.encode(), id -> tell(settled, id));
    CrashPoint.reach("worker.source.settled");
    return settled;
  }

  private void tell(SourceRequest settled, long queueId) throws InterruptedException {
    String reason = "settled on commit " + settled.commit().orElseThrow();
    events.send(
        events
            .queued(
                settled.tries(),
                settled.requireBuildId(),
                Tubes.SOURCE,
                queueId,
                Duration.ZERO,
                reason)
            .with("job", settled.toJson()));
  }
}
