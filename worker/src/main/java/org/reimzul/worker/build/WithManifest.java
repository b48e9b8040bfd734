package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.transfer.Upload;

/** The files, and then the manifest: from its upload on it is too late to call the build off. */
final class WithManifest extends Shipping {
  private final ResultFiles files = new ResultFiles();
  private final Upload upload;
  private final Clock clock;

  WithManifest(Upload upload, Clock clock) {
    this.upload = upload;
    this.clock = clock;
  }

  @Override
  void send(BuildEvent end, Instant started, AttemptDirectory dir, Watch watch, Heartbeat beat)
      throws IOException, InterruptedException {
    describe(end, started, dir, beat);
    Heartbeat sending = beat.and(() -> CrashPoint.reach("worker.handover.sending"));
    watch.confirm(beat);
    insist(beat, () -> upload.files(dir.id(), dir.result(), dir.root(), sending));
    CrashPoint.reach("worker.handover.files_sent");
    watch.confirm(beat);
    watch.requireWanted();
    insist(beat, () -> upload.manifest(dir.id(), dir.result(), dir.root(), sending));
    CrashPoint.reach("worker.handover.manifest_sent");
  }

  private void describe(BuildEvent end, Instant started, AttemptDirectory dir, Heartbeat beat)
      throws IOException, InterruptedException {
    List<Artifact> artifacts = files.describe(dir.result(), beat);
    var manifest = new Manifest(end, started, clock.instant(), artifacts);
    Files.write(dir.result().resolve(Manifest.FILE_NAME), manifest.encode());
    CrashPoint.reach("worker.handover.described");
  }
}
