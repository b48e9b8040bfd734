package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Manifest;

/** The fault: a wish for new repodata is dropped while somebody makes some. */
final class Settlement {
  private final Store store;

  Settlement(Store store) {
    this.store = store;
  }

  Path draft(AttemptId attempt) {
    return store.work().resolve(attempt + ".json");
  }

  private Path work(AttemptId attempt) {
    return store.work().resolve(attempt.toString());
  }

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

  void commit(CommitRecord.Built record) throws IOException {
    AttemptId attempt = record.manifest().attempt();
    Path draft = draft(attempt);
    Durable.write(draft, record.encode());
    store.commits().add(attempt.build(), draft);
    settle(store.commits().find(attempt.build()).orElseThrow(), attempt);
  }

  void settle(CommitRecord end, AttemptId attempt) throws IOException {
    if (end instanceof CommitRecord.Built built
        && built.manifest().attempt().equals(attempt)
        && Files.exists(draft(attempt))) {
      if (Files.exists(work(attempt))) {
        Durable.move(work(attempt), store.at(built.place()));
      }
      list(built);
    }
    Trees.delete(store.upload(attempt));
    drop(attempt);
  }

  void drop(AttemptId attempt) throws IOException {
    new Reservation(store, attempt).release();
    Trees.delete(work(attempt));
    Files.deleteIfExists(draft(attempt));
  }

  private void list(CommitRecord.Built end) throws IOException {
    String build = end.build().value();
    if (!end.published()) {
      store.outbox().add(build);
      return;
    }
    Path lock = store.state(end.target()).resolve("lock");
    Optional<FileLease> free = FileLease.tryTake(lock);
    if (free.isPresent()) {
      free.get().close();
      store.dirty(end.target()).add(build);
    }
  }
}
