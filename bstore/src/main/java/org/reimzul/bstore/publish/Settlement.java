package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.AttemptId;

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

  /** Finishes {@code attempt} of a build that has ended: with it, or with another attempt. */
  void settle(CommitRecord end, AttemptId attempt) throws IOException {
    Path work = store.work().resolve(attempt.toString());
    boolean winner = end.manifest().attempt().equals(attempt);
    if (winner && Files.exists(draft(attempt))) {
      if (Files.exists(work)) {
        Durable.move(work, store.at(end.place()));
      }
      list(end);
    }
    Trees.delete(work);
    Trees.delete(store.upload(attempt));
    Files.deleteIfExists(draft(attempt));
  }

  private void list(CommitRecord end) throws IOException {
    String build = end.build().value();
    if (end.published()) {
      store.dirty(end.result().job().target()).add(build);
    } else {
      store.outbox().add(build);
    }
  }
}
