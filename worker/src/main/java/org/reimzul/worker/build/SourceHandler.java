package org.reimzul.worker.build;

import java.io.IOException;
import java.util.Optional;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;

/** Takes a request to build from git from its reservation to a build job, or to its next try. */
final class SourceHandler implements JobHandler {
  private final Door door;
  private final Shift shift;
  private final SourceTurn.Means means;

  SourceHandler(Door door, Shift shift, SourceTurn.Means means) {
    this.door = door;
    this.shift = shift;
    this.means = means;
  }

  @Override
  public Outcome handle(Lease lease)
      throws IOException, InterruptedException, MalformedMessageException {
    SourceRequest request = SourceRequest.decode(lease.body());
    Optional<String> refusal =
        request.buildId().isEmpty()
            ? Optional.of("the request has no build_id: the gateway gives it one")
            : door.refuses(request);
    if (refusal.isPresent()) {
      return Outcome.bury(refusal.get());
    }
    return shift.take(
        request.requireBuildId(), found -> new SourceTurn(means, request, lease, found), lease);
  }
}
