package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Sender;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;

/** Queues builds whose source package has just been made, and tells the record. */
final class ArchQueue {
  private final Arches arches;
  private final Sender sender;
  private final JobEvents events;

  ArchQueue(Arches arches, Sender sender, JobEvents events) {
    this.arches = arches;
    this.sender = sender;
    this.events = events;
  }

  /** Queues the build with the priority of its request. */
  void put(BuildJob job, Lease request) throws IOException, InterruptedException {
    TubeName tube = TubeName.of(arches.tubeOf(job.arch()));
    Priority priority = request.knownStats().pri();
    long id = sender.send(tube, job.encode(), priority, Duration.ZERO);
    CrashPoint.reach("worker.source.queued");
    String reason = "its source package was made: " + job.srpm();
    events.send(
        events
            .queued(job.tries(), job.requireBuildId(), tube, id, Duration.ZERO, reason)
            .with("job", job.toJson()));
    CrashPoint.reach("worker.source.queued_told");
  }
}
