package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.transfer.Upload;

/**
 * The original's way, straight into the repository. Nothing there tells half an upload from a whole
 * one: the time of the first is kept, so that another try of this worker goes over it.
 */
final class IntoRepository extends Shipping {
  private final Upload upload;
  private final Journal journal;

  IntoRepository(Upload upload, Journal journal) {
    this.upload = upload;
    this.journal = journal;
  }

  @Override
  void send(BuildEvent end, Instant started, AttemptDirectory dir, Watch watch, Heartbeat beat)
      throws IOException, InterruptedException {
    Path staged = stage(end, dir);
    watch.confirm(beat);
    watch.requireWanted();
    journal.begins(end.job().requireBuildId(), end.timestamp());
    CrashPoint.reach("worker.original.begins");
    insist(
        beat,
        () -> upload.intoRepository(end.job().target(), end.pkgname(), staged, dir.root(), beat));
    CrashPoint.reach("worker.original.sent");
  }

  /** As a tree of what is to be there, since an old rsync makes no more than one directory. */
  private static Path stage(BuildEvent end, AttemptDirectory dir) throws IOException {
    Path staged = dir.root().resolve("upload");
    Path place = staged.resolve(end.timestamp()).resolve(end.evr() + "." + end.job().arch());
    Files.createDirectories(place.getParent());
    return Files.exists(place) ? staged : moved(dir.result(), place, staged);
  }

  private static Path moved(Path result, Path place, Path staged) throws IOException {
    Files.move(result, place);
    return staged;
  }
}
