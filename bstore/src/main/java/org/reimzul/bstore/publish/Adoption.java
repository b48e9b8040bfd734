package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Status;

/**
 * Commits what original workers upload: straight into the repository, with nothing to tell when it
 * is whole, and announced by themselves. The directory becomes the result where it lies; that of a
 * scratch build is moved out of the repository. Only a message makes a result of a directory: the
 * same upload brings failed builds and halves of others. Thread-safe.
 */
public final class Adoption {
  private final Store store;
  private final Rules rules;
  private final Settlement settlement;
  private final Duplicates duplicates;
  private final Admission admission;
  private final Clock clock;

  /** {@code by} names role and host in ends. */
  public Adoption(Store store, Rules rules, Ends ends, String by, Clock clock) {
    this.store = store;
    this.rules = rules;
    this.settlement = new Settlement(store);
    this.duplicates = new Duplicates(store);
    this.admission = new Admission(store, rules, ends, by, clock);
    this.clock = clock;
  }

  /**
   * Brings an upload as far as it can be brought.
   *
   * @param told as its worker puts it into {@code createrepo}
   * @throws RefusedException when it is not what it should be; it stays where it is
   */
  public Intake.Verdict take(BuildEvent told)
      throws IOException, InterruptedException, RefusedException {
    BuildEvent result = told.identified();
    var attempt = new AttemptId(result.job().requireBuildId(), result.attempt().orElseThrow());
    Optional<FileLease> lease = FileLease.tryTake(store.lockOf(attempt.build()));
    if (lease.isEmpty()) {
      return Intake.Verdict.BUSY;
    }
    try (FileLease held = lease.get()) {
      Optional<CommitRecord> end = store.commits().find(attempt.build());
      if (end.isPresent()) {
        settlement.settle(end.get(), attempt);
        return Intake.Verdict.ENDED;
      }
      return alone(result, attempt);
    }
  }

  private Intake.Verdict alone(BuildEvent result, AttemptId attempt)
      throws IOException, InterruptedException, RefusedException {
    Place uploaded = check(result);
    var reservation = new Reservation(store, attempt);
    if (!reservation.claim(uploaded)) {
      return Intake.Verdict.BUSY; // one of ours is about to move there, and is listed then
    }
    try {
      requireNobodys(uploaded, attempt.build());
      List<Artifact> files = new Found(store.at(uploaded)).files(result.pkgname());
      Durable.syncTree(store.at(uploaded));
      Instant made = Files.getLastModifiedTime(store.at(uploaded)).toInstant();
      var manifest = new Manifest(result, made, made, files);
      return admission.commit(manifest, Optional.of(uploaded), () -> commit(manifest, uploaded));
    } finally {
      if (store.commits().find(attempt.build()).isEmpty()) {
        reservation.release();
      }
    }
  }

  private Place check(BuildEvent result) throws IOException, RefusedException {
    String target = result.job().target();
    if (result.status() != Status.SUCCESS) {
      throw new RefusedException("its status is " + result.status().wire() + ", not Success");
    }
    if (!rules.accepts().test(target)) {
      throw new RefusedException("no such target: " + target);
    }
    Place uploaded;
    try {
      uploaded = Place.of(result).uploadedAt(result.timestamp());
    } catch (IllegalArgumentException e) {
      throw new RefusedException("it names no place: " + e.getMessage());
    }
    Path dir = store.at(uploaded);
    for (Path part = dir; !part.equals(store.root()); part = part.getParent()) {
      if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
        throw new RefusedException(store.root().relativize(part) + " is not a directory");
      }
    }
    return uploaded;
  }

  private void requireNobodys(Place uploaded, BuildId build) throws IOException, RefusedException {
    Optional<BuildId> owner = duplicates.ownerOf(uploaded).filter(other -> !other.equals(build));
    if (owner.isPresent()) {
      throw new RefusedException(
          uploaded.path()
              + " is the place of build "
              + owner.get()
              + ", which it may have spoiled");
    }
  }

  private void commit(Manifest manifest, Place uploaded) throws IOException {
    Place asked = Place.of(manifest.result());
    Place place =
        asked.equals(uploaded) ? asked : new Reservation(store, manifest.attempt()).take(asked);
    settlement.commit(
        new CommitRecord.Built(
            Settlement.at(place, manifest), clock.instant(), Optional.of(uploaded.timestamp())));
  }
}
