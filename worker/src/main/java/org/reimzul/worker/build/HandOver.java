package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.transfer.Upload;

/** From a directory of packages and logs to a result in bstore's hands. */
final class HandOver {
  private final ResultFiles files = new ResultFiles();
  private final Upload upload;
  private final Patience bstore = new Patience("bstore's rsync daemon", Duration.ZERO);
  private final Announcer announcer;
  private final Journal journal;
  private final Clock clock;

  HandOver(Upload upload, Announcer announcer, Journal journal, Clock clock) {
    this.upload = upload;
    this.announcer = announcer;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Writes the manifest, uploads, and tells bstore; each only while the job is ours for sure. From
   * the manifest's upload on it is too late to call the build off.
   *
   * @throws InfrastructureException when that took too long
   */
  void deliver(BuildEvent end, Instant started, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    var deadline = new Deadline("upload", watch.limits().upload());
    Heartbeat beat =
        () -> {
          watch.beat();
          deadline.check();
        };
    try {
      describe(end, started, dir, beat);
      upload(dir, watch, beat);
      journal.uploaded(end);
      CrashPoint.reach("worker.handover.journaled");
      watch.confirm(deadline::check);
      announcer.handOver(end);
      CrashPoint.reach("worker.handover.put");
    } catch (DeadlineException e) {
      throw new InfrastructureException(e.getMessage() + bstore.complaint());
    }
  }

  private void describe(BuildEvent end, Instant started, AttemptDirectory dir, Heartbeat beat)
      throws IOException, InterruptedException {
    List<Artifact> artifacts = files.describe(dir.result(), beat);
    var manifest = new Manifest(end, started, clock.instant(), artifacts);
    Files.write(dir.result().resolve(Manifest.FILE_NAME), manifest.encode());
    CrashPoint.reach("worker.handover.described");
  }

  private void upload(AttemptDirectory dir, Watch watch, Heartbeat beat)
      throws IOException, InterruptedException {
    Heartbeat sending =
        () -> {
          beat.beat();
          CrashPoint.reach("worker.handover.sending");
        };
    watch.confirm(beat);
    insist(beat, () -> upload.files(dir.id(), dir.result(), dir.root(), sending));
    CrashPoint.reach("worker.handover.files_sent");
    watch.confirm(beat);
    watch.requireWanted();
    insist(beat, () -> upload.manifest(dir.id(), dir.result(), dir.root(), sending));
    CrashPoint.reach("worker.handover.manifest_sent");
  }

  private void insist(Heartbeat beat, Sending step) throws IOException, InterruptedException {
    try {
      bstore.until(
          beat,
          () -> {
            step.run();
            return true;
          });
    } catch (PackageFailure e) {
      throw new IllegalStateException("an upload is never the package's fault", e);
    }
  }

  /** One half of an upload. */
  @FunctionalInterface
  private interface Sending {
    void run() throws IOException, InterruptedException;
  }
}
