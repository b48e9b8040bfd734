package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Outcome;

/** Takes a build job from its reservation to its end, or to its next try. */
final class BuildHandler implements JobHandler {
  private final Door door;
  private final Shift shift;
  private final BuildTurn.Means means;

  BuildHandler(Door door, Shift shift, BuildTurn.Means means) {
    this.door = door;
    this.shift = shift;
    this.means = means;
  }

  @Override
  public Outcome handle(Lease lease)
      throws IOException, InterruptedException, MalformedMessageException {
    BuildJob received = BuildJob.decode(lease.body());
    Optional<String> refusal = door.refuses(received);
    if (refusal.isPresent()) {
      return Outcome.bury(refusal.get());
    }
    BuildJob job = identified(received, lease);
    return shift.take(
        job.requireBuildId(), found -> new BuildTurn(means, job, lease, found), lease);
  }

  private static BuildJob identified(BuildJob job, Lease lease)
      throws LeaseLostException, InterruptedException {
    if (job.buildId().isPresent()) {
      return job;
    }
    Instant created = Clock.systemUTC().instant().minus(lease.knownStats().age());
    return job.withBuildId(BuildId.derive(lease.body(), lease.queueId(), created));
  }
}
