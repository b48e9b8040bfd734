package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies an upload to where only we write, and checks it on the way. */
final class Reception {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  private final Predicate<String> accepts;
  private final Quarantine quarantine;

  Reception(Predicate<String> accepts, Quarantine quarantine) {
    this.accepts = accepts;
    this.quarantine = quarantine;
  }

  /**
   * Copies what belongs to the result into {@code work}, made anew; returns the upload's manifest,
   * or that of a failed build if the files are not as it says.
   *
   * @throws RefusedException when there is nothing in it that could be committed, not even a
   *     failure; the upload is in quarantine then
   * @throws NoRoomException when the disk has no room for the copy
   */
  Manifest receive(Upload upload, AttemptId attempt, Path work)
      throws IOException, InterruptedException, RefusedException {
    Manifest manifest;
    try {
      manifest = upload.manifest();
    } catch (RefusedException e) {
      Trees.delete(work);
      quarantine.put(attempt, e.getMessage());
      throw e;
    }
    Trees.delete(work);
    NoRoomException.require(
        work.getParent(), manifest.files().stream().mapToLong(Artifact::size).sum());
    Files.createDirectory(work);
    CrashPoint.reach("bstore.intake.begun");
    return copied(upload, attempt, manifest, work);
  }

  private Manifest copied(Upload upload, AttemptId attempt, Manifest manifest, Path work)
      throws IOException, InterruptedException {
    try {
      if (!accepts.test(manifest.result().job().target())) {
        throw new RefusedException("no such target: " + manifest.result().job().target());
      }
      upload.copyTo(work, manifest);
      return manifest;
    } catch (RefusedException e) {
      log.error("the upload of attempt {} is refused: {}", attempt, e.getMessage());
      Trees.delete(work);
      Files.createDirectory(work);
      return failed(manifest, "the result was refused: " + e.getMessage());
    }
  }

  /** A build whose result can't be taken has failed; without an end it would wait for ever. */
  private static Manifest failed(Manifest manifest, String reason) {
    BuildEvent was = manifest.result();
    var result =
        new BuildEvent(
            was.job(),
            Status.FAILED,
            was.builder(),
            was.evr(),
            was.pkgname(),
            was.timestamp(),
            was.attempt(),
            Optional.of(reason));
    return new Manifest(result, manifest.started(), manifest.ended(), List.of());
  }
}
