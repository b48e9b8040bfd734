package org.reimzul.worker.build;

import java.io.IOException;
import java.util.Optional;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Status;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.PackageFailure;

/** Knows whether a build has ended before: by bstore's commits and by our own journal. */
final class History {
  private final Commits commits;
  private final Journal journal;
  private final Announcer announcer;
  private final Patience bstore = new Patience("bstore's http server");

  History(Commits commits, Journal journal, Announcer announcer) {
    this.commits = commits;
    this.journal = journal;
    this.announcer = announcer;
  }

  /**
   * How a build ended.
   *
   * @param timestamp that its chained builds share
   */
  record End(Status status, String timestamp) {}

  /**
   * How it ended, or empty if it is to be built. A result that was uploaded but perhaps never
   * handed over is handed over again: bstore takes it once.
   */
  Optional<End> endOf(BuildId build, Heartbeat beat) throws IOException, InterruptedException {
    Optional<BuildEvent> uploaded = journal.find(build);
    if (uploaded.isPresent()) {
      announcer.handOver(uploaded.get());
      return Optional.of(new End(uploaded.get().status(), uploaded.get().timestamp()));
    }
    journal.prune();
    try {
      return bstore.until(beat, () -> commits.find(build, beat));
    } catch (PackageFailure e) {
      throw new IllegalStateException("a question is never the package's fault", e);
    }
  }
}
