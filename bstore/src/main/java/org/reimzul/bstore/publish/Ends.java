package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Names;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.CrashPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits ends without a result: the record is written to {@code work/BUILD.end.json}, linked to
 * {@code commits/BUILD} unless there is a commit, and the build put into the outbox; the draft goes
 * last, so that a crash in between is seen. Thread-safe.
 */
public final class Ends {
  private static final Logger log = LoggerFactory.getLogger(Ends.class);
  private static final String DRAFT = ".end.json";

  private final Store store;
  private final Clock clock;

  /** Of that store. */
  public Ends(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Ends a build unless it has ended; false when somebody else works on it right now. */
  public boolean commit(BuildEnd end) throws IOException {
    Optional<FileLease> lease = FileLease.tryTake(store.lockOf(end.build()));
    if (lease.isEmpty()) {
      return false;
    }
    try (FileLease held = lease.get()) {
      commitLocked(end);
      return true;
    }
  }

  /** The same for who holds the build's lock. */
  void commitLocked(BuildEnd end) throws IOException {
    BuildId build = end.build();
    if (store.commits().find(build).isEmpty()) {
      Durable.write(draft(build), new CommitRecord.Unbuilt(end, clock.instant()).encode());
      Durable.sync(store.work());
      CrashPoint.reach("bstore.end.drafted");
      store.commits().add(build, draft(build));
      CrashPoint.reach("bstore.end.linked");
      log.info("build {} ended as {}: {}", build, end.state(), end.reason());
    }
    settle(build);
  }

  private Path draft(BuildId build) {
    return store.work().resolve(build + DRAFT);
  }

  private void settle(BuildId build) throws IOException {
    if (Files.notExists(draft(build))) {
      return;
    }
    if (store.commits().find(build).filter(CommitRecord.Unbuilt.class::isInstance).isPresent()) {
      store.outbox().add(build.value());
      CrashPoint.reach("bstore.end.listed");
    }
    Files.deleteIfExists(draft(build));
  }

  /** Finishes what a crash has left unfinished; returns whether there was anything. */
  boolean settleAll() throws IOException {
    boolean any = false;
    for (Path file : Trees.children(store.work())) {
      String name = file.getFileName().toString();
      if (name.endsWith(DRAFT)) {
        any = true;
        settle(name.substring(0, name.length() - DRAFT.length()));
      }
    }
    return any;
  }

  private void settle(String name) throws IOException {
    Optional<BuildId> build = Names.build(name);
    if (build.isPresent()) {
      Optional<FileLease> lease = FileLease.tryTake(store.lockOf(build.get()));
      if (lease.isPresent()) {
        try (FileLease held = lease.get()) {
          settle(build.get());
        }
      }
    }
  }
}
