package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.AlreadyPublished;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.lifecycle.CrashPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits uploads, each build once; the steps are in the package's description. Thread-safe. */
public final class Intake {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
  private final Rules rules;
  private final Ends ends;
  private final Reception reception;
  private final Settlement settlement;
  private final Duplicates duplicates;
  private final String by;
  private final Clock clock;

  /** {@code by} names role and host in ends. */
  public Intake(
      Store store, Rules rules, Ends ends, Quarantine quarantine, String by, Clock clock) {
    this.store = store;
    this.rules = rules;
    this.ends = ends;
    this.reception = new Reception(rules.accepts(), quarantine);
    this.settlement = new Settlement(store);
    this.duplicates = new Duplicates(store);
    this.by = by;
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
    Path work = store.work().resolve(attempt.toString());
    try {
      Manifest manifest = reception.receive(upload, attempt, work);
      CrashPoint.reach("bstore.intake.copied");
      Durable.syncTree(work);
      String target = manifest.result().job().target();
      return rules.refusesDuplicates().test(target) && Duplicates.concerns(manifest)
          ? commitIfNew(manifest, target)
          : commit(manifest);
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (store.commits().find(attempt.build()).isEmpty()) {
        settlement.drop(attempt); // above all a full disk needs no half of a copy
      }
      throw e;
    }
  }

  private Verdict commit(Manifest manifest) throws IOException {
    AttemptId attempt = manifest.attempt();
    Place place = new Reservation(store, attempt).take(Place.of(manifest.result()));
    var record = new CommitRecord.Built(Settlement.at(place, manifest), clock.instant());
    Path draft = settlement.draft(attempt);
    Durable.write(draft, record.encode());
    Durable.sync(store.work());
    CrashPoint.reach("bstore.intake.drafted");
    store.commits().add(attempt.build(), draft);
    CrashPoint.reach("bstore.intake.linked");
    log.info("build {} ended with {}", attempt.build(), record.result().status().wire());
    settlement.settle(store.commits().find(attempt.build()).orElseThrow(), attempt);
    return Verdict.ENDED;
  }

  private Verdict commitIfNew(Manifest manifest, String target)
      throws IOException, InterruptedException {
    Durable.directories(store.state(target));
    Optional<FileLease> alone = FileLease.take(Duplicates.lock(store, target), PATIENCE);
    if (alone.isEmpty()) {
      settlement.drop(manifest.attempt());
      return Verdict.BUSY;
    }
    try (FileLease held = alone.get()) {
      Optional<BuildId> other = duplicates.find(manifest);
      if (other.isEmpty()) {
        return commit(manifest);
      }
      String reason = AlreadyPublished.reason(other.get());
      var job = manifest.result().job();
      ends.commitLocked(new BuildEnd(job, EndState.SKIPPED, reason, by, clock.instant()));
      CrashPoint.reach("bstore.intake.skipped");
      settlement.settle(
          store.commits().find(job.requireBuildId()).orElseThrow(), manifest.attempt());
      return Verdict.ENDED;
    }
  }
}
