package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Outcome;
import org.reimzul.jbeanstalk.TubeName;

/** Takes a build job from its reservation to its end, or to its next try. */
final class BuildHandler implements JobHandler {
  private final Door door;
  private final Shift shift;
  private final BuildTurn.Means means;
  private final JobEvents events;

  BuildHandler(Door door, Shift shift, BuildTurn.Means means, JobEvents events) {
    this.door = door;
    this.shift = shift;
    this.means = means;
    this.events = events;
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
        job.requireBuildId(),
        found -> {
          if (received.buildId().isEmpty()) {
            name(job, lease);
          }
          return new BuildTurn(means, job, lease, found);
        },
        lease);
  }

  /**
   * Goes on with a job that carries the id, before anything is done under it: derived again at the
   * turn of an hour it could be another. The record hears of the job here first, and could put it
   * again from now on.
   */
  private void name(BuildJob job, Lease lease) throws LeaseLostException, InterruptedException {
    TubeName tube = lease.knownStats().tube();
    String reason = "its submitter gave it no build id";
    lease.replace(
        job.encode(),
        id ->
            events.send(
                events
                    .queued(job.tries(), job.requireBuildId(), tube, id, Duration.ZERO, reason)
                    .with("job", job.toJson())));
    CrashPoint.reach("worker.turn.named");
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
