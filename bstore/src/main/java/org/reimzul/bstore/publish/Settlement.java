package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.lifecycle.CrashPoint;

/** What follows a commit: place, list, clean. Idempotent; the caller holds the build's lock. */
final class Settlement {
  private final Store store;

  Settlement(Store store) {
    this.store = store;
  }

  /** The record's first name; while it is there the attempt is not settled. */
  Path draft(AttemptId attempt) {
    return store.work().resolve(attempt + ".json");
  }

  private Path work(AttemptId attempt) {
    return store.work().resolve(attempt.toString());
  }

  /** What an attempt has handed over, if that is its place. */
  static Manifest at(Place place, Manifest manifest) {
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
    return new Manifest(result, manifest.started(), manifest.ended(), manifest.files());
  }

  /** Finishes {@code attempt} of a build that has ended: with it, or otherwise. */
  void settle(CommitRecord end, AttemptId attempt) throws IOException {
    if (end instanceof CommitRecord.Built built
        && built.manifest().attempt().equals(attempt)
        && Files.exists(draft(attempt))) {
      if (Files.exists(work(attempt))) {
        Durable.move(work(attempt), store.at(built.place()));
      }
      CrashPoint.reach("bstore.settle.placed");
      list(built);
      CrashPoint.reach("bstore.settle.listed");
    }
    Trees.delete(store.upload(attempt));
    CrashPoint.reach("bstore.settle.removed");
    drop(attempt);
  }

  /** Removes all of an attempt but its upload. */
  void drop(AttemptId attempt) throws IOException {
    new Reservation(store, attempt).release();
    Trees.delete(work(attempt));
    CrashPoint.reach("bstore.settle.cleaned");
    Files.deleteIfExists(draft(attempt));
  }

  private void list(CommitRecord.Built end) throws IOException {
    String build = end.build().value();
    if (end.published()) {
      store.dirty(end.target()).add(build);
    } else {
      store.outbox().add(build);
    }
  }
}
