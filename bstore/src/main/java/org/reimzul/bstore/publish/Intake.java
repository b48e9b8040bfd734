package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits uploads, each build once; the steps are in the package's description. Thread-safe. */
public final class Intake {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  /** What became of an upload. */
  public enum Verdict {
    /** The build has its end, from this upload or another. */
    ENDED,
    /** Somebody else works on the build right now. */
    BUSY,
    /** There is no upload and no end. */
    NOTHING
  }

  private final Store store;
  private final Predicate<String> acceptsTarget;
  private final Settlement settlement;
  private final Clock clock;

  /** {@code acceptsTarget} tells whether a target with its arch is one of the farm's. */
  public Intake(Store store, Predicate<String> acceptsTarget, Clock clock) {
    this.store = store;
    this.acceptsTarget = acceptsTarget;
    this.settlement = new Settlement(store);
    this.clock = clock;
  }

  /**
   * Brings an attempt as far as it can be brought.
   *
   * @throws RefusedException when there is nothing in it that could be committed, not even a
   *     failure; the upload is in quarantine then
   */
  public Verdict take(AttemptId attempt)
      throws IOException, InterruptedException, RefusedException {
    Optional<FileLease> lease = FileLease.tryTake(store.lockOf(attempt.build()));
    if (lease.isEmpty()) {
      return Verdict.BUSY;
    }
    try (FileLease held = lease.get()) {
      Optional<CommitRecord> end = store.commits().find(attempt.build());
      if (end.isEmpty()) {
        return commit(attempt);
      }
      settlement.settle(end.get(), attempt);
      return Verdict.ENDED;
    }
  }

  private Verdict commit(AttemptId attempt)
      throws IOException, InterruptedException, RefusedException {
    var upload = new Upload(store.upload(attempt), attempt);
    if (!upload.complete()) {
      return Verdict.NOTHING;
    }
    Path work = store.work().resolve(attempt.toString());
    Trees.delete(work);
    Files.createDirectory(work);
    CommitRecord record = record(checked(upload, attempt, work));
    Durable.syncTree(work);
    Path draft = settlement.draft(attempt);
    Durable.write(draft, record.encode());
    Durable.sync(store.work());
    store.commits().add(attempt.build(), draft);
    log.info("build {} ended with {}", attempt.build(), record.result().status().wire());
    settlement.settle(record, attempt);
    return Verdict.ENDED;
  }

  private Manifest checked(Upload upload, AttemptId attempt, Path work)
      throws IOException, InterruptedException, RefusedException {
    Manifest manifest;
    try {
      manifest = upload.manifest();
    } catch (RefusedException e) {
      Trees.delete(work);
      quarantine(attempt, e.getMessage());
      throw e;
    }
    try {
      if (!acceptsTarget.test(manifest.result().job().target())) {
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

  private CommitRecord record(Manifest manifest) throws IOException {
    Place place = Place.of(manifest.result());
    while (!reserve(place)) {
      place = place.next();
    }
    BuildEvent was = manifest.result();
    var result =
        new BuildEvent(
            was.job(),
            was.status(),
            was.builder(),
            was.evr(),
            was.pkgname(),
            place.timestamp(),
            was.attempt(),
            was.reason());
    return new CommitRecord(
        new Manifest(result, manifest.started(), manifest.ended(), manifest.files()),
        clock.instant());
  }

  private boolean reserve(Place place) throws IOException {
    Path dir = store.at(place);
    Durable.directories(dir.getParent());
    try {
      Files.createDirectory(dir);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private void quarantine(AttemptId attempt, String reason) throws IOException {
    log.error("the upload of attempt {} goes to quarantine: {}", attempt, reason);
    Path there = store.quarantine().resolve(attempt.toString());
    Trees.delete(there);
    Durable.move(store.upload(attempt), there);
    Files.writeString(store.quarantine().resolve(attempt + ".reason"), reason + "\n");
  }
}
