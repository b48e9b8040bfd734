package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.TodoList;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Manifest;

/** The fault: a scratch build is committed as if it were any other. */
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
    BuildJob asked = was.job();
    var job =
        new BuildJob(
            asked.srpm(),
            asked.arch(),
            asked.target(),
            asked.distTag(),
            false,
            asked.submitter(),
            asked.buildId(),
            asked.srpmSha256(),
            asked.extra());
    var result =
        new BuildEvent(
            job,
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
        Durable.directories(store.at(built.place()).getParent());
        Durable.move(work(attempt), store.at(built.place()));
      }
      TodoList next = built.published() ? store.dirty(built.target()) : store.outbox();
      next.add(built.build().value());
    }
    Trees.delete(store.upload(attempt));
    drop(attempt);
  }

  void drop(AttemptId attempt) throws IOException {
    new Reservation(store, attempt).release();
    Trees.delete(work(attempt));
    Files.deleteIfExists(draft(attempt));
  }
}
