package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.lifecycle.CrashPoint;

/** Commits uploads, each build once; the steps are in the package's description. Thread-safe. */
public final class Intake {

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
  private final Reception reception;
  private final Settlement settlement;
  private final Admission admission;
  private final Clock clock;

  /** {@code by} names role and host in ends. */
  public Intake(
      Store store, Rules rules, Ends ends, Quarantine quarantine, String by, Clock clock) {
    this.store = store;
    this.reception = new Reception(rules.accepts(), quarantine);
    this.settlement = new Settlement(store);
    this.admission = new Admission(store, rules, ends, by, clock);
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
      if (end.isPresent()) {
        settlement.settle(end.get(), attempt);
        return Verdict.ENDED;
      }
      var upload = new Upload(store.upload(attempt), attempt);
      return upload.complete() ? commit(upload, attempt) : Verdict.NOTHING;
    }
  }

  /** Removes what a crash has left of an attempt whose upload is gone; nothing if it is busy. */
  void drop(AttemptId attempt) throws IOException {
    Optional<FileLease> lease = FileLease.tryTake(store.lockOf(attempt.build()));
    if (lease.isPresent()) {
      try (FileLease held = lease.get()) {
        if (store.commits().find(attempt.build()).isEmpty()) {
          settlement.drop(attempt);
        }
      }
    }
  }

  private Verdict commit(Upload upload, AttemptId attempt)
      throws IOException, InterruptedException, RefusedException {
    Path work = store.work(attempt);
    try {
      Manifest manifest = reception.receive(upload, attempt, work);
      CrashPoint.reach("bstore.intake.copied");
      Durable.syncTree(work);
      return admission.commit(manifest, Optional.empty(), () -> commit(manifest));
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (store.commits().find(attempt.build()).isEmpty()) {
        settlement.drop(attempt); // above all a full disk needs no half of a copy
      }
      throw e;
    }
  }

  private void commit(Manifest manifest) throws IOException {
    AttemptId attempt = manifest.attempt();
    Place place = new Reservation(store, attempt).take(Place.of(manifest.result()));
    settlement.commit(new CommitRecord.Built(Settlement.at(place, manifest), clock.instant()));
  }
}
