package org.reimzul.bstore.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.AlreadyPublished;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.lifecycle.CrashPoint;

/** Lets results be committed, one at a time where the target refuses what is published already. */
final class Admission {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Store store;
  private final Rules rules;
  private final Ends ends;
  private final Settlement settlement;
  private final Duplicates duplicates;
  private final String by;
  private final Clock clock;

  /** {@code by} names role and host in ends. */
  Admission(Store store, Rules rules, Ends ends, String by, Clock clock) {
    this.store = store;
    this.rules = rules;
    this.ends = ends;
    this.settlement = new Settlement(store);
    this.duplicates = new Duplicates(store);
    this.by = by;
    this.clock = clock;
  }

  /** How a result is committed. */
  @FunctionalInterface
  interface Commit {
    void run() throws IOException;
  }

  /**
   * Has it committed, or ended as skipped; the caller holds the build's lock.
   *
   * @param uploaded where an original worker has put it
   */
  Intake.Verdict commit(Manifest manifest, Optional<Place> uploaded, Commit commit)
      throws IOException, InterruptedException {
    String target = manifest.result().job().target();
    if (!rules.refusesDuplicates().test(target) || !Duplicates.concerns(manifest)) {
      commit.run();
      return Intake.Verdict.ENDED;
    }
    Durable.directories(store.state(target));
    Optional<FileLease> alone = FileLease.take(Duplicates.lock(store, target), PATIENCE);
    if (alone.isEmpty()) {
      settlement.drop(manifest.attempt());
      return Intake.Verdict.BUSY;
    }
    try (FileLease held = alone.get()) {
      Optional<BuildId> other = duplicates.find(manifest, uploaded);
      if (other.isPresent()) {
        skip(manifest, AlreadyPublished.reason(other.get()));
      } else {
        commit.run();
      }
      return Intake.Verdict.ENDED;
    }
  }

  private void skip(Manifest manifest, String reason) throws IOException {
    var job = manifest.result().job();
    ends.commitLocked(new BuildEnd(job, EndState.SKIPPED, reason, by, clock.instant()));
    CrashPoint.reach("bstore.intake.skipped");
    settlement.settle(store.commits().find(job.requireBuildId()).orElseThrow(), manifest.attempt());
  }
}
