package org.reimzul.cli;

import java.io.IOException;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.EndState;

/** Finds out how builds stand: from bstore, whose word on an end counts, and from the record. */
final class Fates {
  private final BstoreClient bstore;
  private final ControllerClient controller;

  Fates(FarmSettings settings) {
    this.bstore = new BstoreClient(settings.bstore());
    this.controller = new ControllerClient(settings.controller());
  }

  BstoreClient bstore() {
    return bstore;
  }

  /** Asks bstore for the end and, where it has none or is away, the record. */
  Known ask(BuildId build) {
    Optional<String> bstoreAway = Optional.empty();
    try {
      Optional<Fate> fate = committed(build);
      if (fate.isPresent()) {
        return new Known(fate, Optional.empty(), Optional.empty(), Optional.empty());
      }
    } catch (IOException e) {
      bstoreAway = Optional.of(Reason.of(e));
    }
    try {
      Optional<BuildRecord> record = record(build);
      return new Known(record.flatMap(Fate::of), record, bstoreAway, Optional.empty());
    } catch (IOException e) {
      return new Known(Optional.empty(), Optional.empty(), bstoreAway, Optional.of(Reason.of(e)));
    }
  }

  private Optional<Fate> committed(BuildId build) throws IOException {
    Optional<Commit> commit = bstore.commit(build);
    if (commit.isPresent()
        && commit.get().state() == EndState.PUBLISHED
        && bstore.withdrawn(build)) {
      return Optional.of(new Fate(EndState.WITHDRAWN, ""));
    }
    return commit.map(Fate::of);
  }

  /** The record of a build, or empty when it is not known (yet). */
  Optional<BuildRecord> record(BuildId build) throws IOException {
    return controller.build(build).map(BuildRecord::new);
  }

  /** Where a published build stands in its repository; empty for a scratch build. */
  Optional<Published> published(BuildId build) throws IOException {
    if (bstore.commit(build).isPresent()) {
      return bstore.published(build);
    }
    return record(build).flatMap(Published::of); // an original worker's has no commit
  }
}
