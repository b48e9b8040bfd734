package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.transfer.Upload;

/** From a directory of packages and logs to a result in bstore's hands. */
final class HandOver {
  private final ResultFiles files = new ResultFiles();
  private final Upload upload;
  private final Patience bstore = new Patience("bstore's rsync daemon");
  private final Announcer announcer;
  private final Journal journal;
  private final Clock clock;

  HandOver(Upload upload, Announcer announcer, Journal journal, Clock clock) {
    this.upload = upload;
    this.announcer = announcer;
    this.journal = journal;
    this.clock = clock;
  }

  /** Writes the manifest, uploads, and tells bstore. */
  void deliver(BuildEvent end, Instant started, AttemptDirectory dir, Heartbeat beat)
      throws IOException, InterruptedException {
    List<Artifact> artifacts = files.describe(dir.result(), beat);
    var manifest = new Manifest(end, started, clock.instant(), artifacts);
    Files.write(dir.result().resolve(Manifest.FILE_NAME), manifest.encode());
    try {
      bstore.until(
          beat,
          () -> {
            upload.send(dir.id(), dir.result(), dir.root(), beat);
            return true;
          });
    } catch (PackageFailure e) {
      throw new IllegalStateException("an upload is never the package's fault", e);
    }
    journal.uploaded(end);
    announcer.handOver(end);
  }
}
