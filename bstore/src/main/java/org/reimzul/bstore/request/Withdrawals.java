package org.reimzul.bstore.request;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reimzul.bstore.publish.Scan;
import org.reimzul.bstore.repogen.PublishedNames;
import org.reimzul.bstore.sign.Stage;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Names;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.CrashPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes published builds out of their repositories: the request is written to {@code
 * work/BUILD.withdrawn.json} and linked to {@code commits/BUILD.withdrawn}, for good; then its
 * names go, the repository is marked dirty, and its staged packages are taken away. The draft goes
 * last, so that a crash in between is seen. Readers come first: a staging directory that can't be
 * brought in order keeps no withdrawn package in a repository, and is tried again by the scan.
 */
public final class Withdrawals implements Scan.Chore {
  private static final Logger log = LoggerFactory.getLogger(Withdrawals.class);
  private static final String DRAFT = ".json";

  private final Store store;
  private final Stage stage;
  // marked dirty by this process: what is tried again is the staging directory, not the metadata
  private final Set<BuildId> listed = ConcurrentHashMap.newKeySet();

  /** Of that store. */
  public Withdrawals(Store store) {
    this.store = store;
    this.stage = Stage.forWithdrawals(store);
  }

  /** Withdraws a build that stands; false when somebody else works on it right now. */
  boolean withdraw(BstoreRequest.Withdraw request, CommitRecord.Built commit) throws IOException {
    BuildId build = request.build();
    Optional<FileLease> lease = FileLease.tryTake(store.lockOf(build));
    if (lease.isEmpty()) {
      return false;
    }
    try (FileLease held = lease.get()) {
      if (store.commits().withdrawal(build).isEmpty()) {
        Durable.write(draft(build), request.encode());
        Durable.sync(store.work());
        CrashPoint.reach("bstore.withdraw.drafted");
        store.commits().addWithdrawal(build, draft(build));
        CrashPoint.reach("bstore.withdraw.linked");
        log.info("build {} is withdrawn by {}: {}", build, request.by(), request.reason());
      }
      settle(commit);
      return true;
    }
  }

  private Path draft(BuildId build) {
    return store.work().resolve(Names.withdrawn(build) + DRAFT);
  }

  private void settle(CommitRecord.Built commit) throws IOException {
    BuildId build = commit.build();
    if (Files.notExists(draft(build))) {
      return;
    }
    if (store.commits().withdrawal(build).isPresent()) {
      new PublishedNames(store, commit.target()).remove(commit);
      CrashPoint.reach("bstore.withdraw.unnamed");
      list(commit);
      CrashPoint.reach("bstore.withdraw.listed");
      if (!unstage(commit)) {
        return;
      }
      CrashPoint.reach("bstore.withdraw.unstaged");
    }
    Files.deleteIfExists(draft(build));
    listed.remove(build);
  }

  private void list(CommitRecord.Built commit) throws IOException {
    if (!listed.contains(commit.build())) {
      store.dirty(commit.target()).add(Names.withdrawn(commit.build()));
      listed.add(commit.build());
    }
  }

  /** False when it has to be tried again. */
  private boolean unstage(CommitRecord.Built commit) {
    try {
      stage.remove(commit);
      return true;
    } catch (AccessDeniedException e) { // the signer may be another user's
      log.error("withdrawn packages may be signed unless you remove them: {}", e.getMessage());
      return true;
    } catch (IOException | RuntimeException e) { // above all a full disk
      log.error("build {} may be signed until the scan has unstaged it", commit.build(), e);
      return false;
    }
  }

  /** Finishes what a crash has left unfinished. */
  @Override
  public boolean once() throws IOException {
    boolean any = false;
    for (Path file : Trees.children(store.work())) {
      String name = file.getFileName().toString();
      Optional<BuildId> build =
          name.endsWith(DRAFT)
              ? Names.withdrawn(name.substring(0, name.length() - DRAFT.length()))
              : Optional.empty();
      if (build.isPresent()) {
        any = true;
        settleNow(build.get());
      }
    }
    return any;
  }

  private void settleNow(BuildId build) {
    try {
      settle(build);
    } catch (IOException | RuntimeException e) { // one's trouble is not the others'
      log.error("the withdrawal of build {} is not finished; again in the next scan", build, e);
    }
  }

  private void settle(BuildId build) throws IOException {
    Optional<CommitRecord.Built> commit = store.commits().built(build);
    Optional<FileLease> lease = FileLease.tryTake(store.lockOf(build));
    if (lease.isPresent()) {
      try (FileLease held = lease.get()) {
        if (commit.isPresent()) {
          settle(commit.get());
        }
      }
    }
  }
}
