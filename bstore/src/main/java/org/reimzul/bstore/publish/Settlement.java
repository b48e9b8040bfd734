package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows a commit: place, list, clean. Idempotent; the caller holds the build's lock. */
final class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);

  private final Store store;

  Settlement(Store store) {
    this.store = store;
  }

  /** The record's first name; while it is there the attempt is not settled. */
  Path draft(AttemptId attempt) {
    return store.work().resolve(attempt + ".json");
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
      place(built, built.uploaded().map(store::at).orElse(store.work(attempt)));
      CrashPoint.reach("bstore.settle.placed");
      list(built);
      CrashPoint.reach("bstore.settle.listed");
    }
    Trees.delete(store.upload(attempt));
    CrashPoint.reach("bstore.settle.removed");
    drop(attempt);
  }

  /** Links the record to the commits unless the build has ended, and does what follows. */
  void commit(CommitRecord.Built record) throws IOException {
    AttemptId attempt = record.manifest().attempt();
    Path draft = draft(attempt);
    Durable.write(draft, record.encode());
    Durable.sync(store.work());
    CrashPoint.reach("bstore.intake.drafted");
    store.commits().add(attempt.build(), draft);
    CrashPoint.reach("bstore.intake.linked");
    log.info("build {} ended with {}", attempt.build(), record.result().status().wire());
    settle(store.commits().find(attempt.build()).orElseThrow(), attempt);
  }

  private void place(CommitRecord.Built built, Path from) throws IOException {
    Path to = store.at(built.place());
    if (from.equals(to) || Files.notExists(from)) {
      return; // it is there
    }
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      makeWay(to, built.manifest().attempt());
    }
    Durable.move(from, to);
  }

  /** An original worker has uploaded to a place that was reserved, and then filled, for another. */
  private void makeWay(Path place, AttemptId attempt) throws IOException {
    Path aside = store.quarantine().resolve("in-the-way-of-" + attempt);
    log.error("{} was uploaded where build {} is; it is in {} now", place, attempt.build(), aside);
    Files.writeString(
        aside.resolveSibling(aside.getFileName() + ".reason"),
        "was uploaded to " + place + ", the place of build " + attempt.build() + "\n");
    Trees.delete(aside);
    Durable.move(place, aside);
  }

  /** Removes all of an attempt but its upload. */
  void drop(AttemptId attempt) throws IOException {
    new Reservation(store, attempt).release();
    Trees.delete(store.work(attempt));
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
