package org.reimzul.controller.reconcile;

import java.io.IOException;
import java.util.Optional;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.core.http.CommitLookup;
import org.reimzul.core.http.DamagedCommitException;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;

/**
 * Takes jobs of ended builds out of {@code held}. One is left there when a worker dies between
 * holding a job and deleting the one that it had, and the build goes on. Only the head of the tube
 * is looked at: what is behind a build that does wait comes up once that was released.
 */
final class OldHeld {
  private final BuildQueries record;
  private final CommitLookup commits;

  OldHeld(BuildQueries record, CommitLookup commits) {
    this.record = record;
    this.commits = commits;
  }

  void takeOut(Beanstalk queue) throws BeanstalkException, IOException, InterruptedException {
    queue.use(Tubes.HELD);
    for (Optional<Job> job = queue.peekReady(); useless(job); job = queue.peekReady()) {
      queue.delete(job.get().id());
      CrashPoint.reach("reconcile.held.removed");
    }
  }

  /** By the record or by bstore: while the job is there, nobody else finds out of a lost word. */
  private boolean useless(Optional<Job> job) throws IOException, InterruptedException {
    if (job.isEmpty()) {
      return false;
    }
    Optional<BuildId> build = buildOf(job.get());
    return build.isPresent()
        && (record.find(build.get()).filter(known -> known.state().ended()).isPresent()
            || committed(build.get()));
  }

  /** A commit that can't be read is left to a person, and so is the job. */
  private boolean committed(BuildId build) throws IOException {
    try {
      return commits.find(build).isPresent();
    } catch (DamagedCommitException e) {
      return false;
    }
  }

  private static Optional<BuildId> buildOf(Job job) {
    try {
      return FarmJob.decode(job.body()).buildId();
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.empty(); // a person, or a newer version, will know
    }
  }
}
