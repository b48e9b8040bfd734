package org.reimzul.bstore.sign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.bstore.repogen.PackageIndex;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.BuildId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A target's flat staging directory: committed packages, digests checked again. Idempotent. */
public final class Stage {
  private static final Logger log = LoggerFactory.getLogger(Stage.class);

  private final Store store;
  private final StagedCopy copy;

  private Stage(Store store, StagedCopy copy) {
    this.store = store;
    this.copy = copy;
  }

  /** For a signer. */
  Stage(Store store) {
    this(store, StagedCopy.BY_SIGNER);
  }

  /** For whoever withdraws builds. */
  public static Stage forWithdrawals(Store store) {
    return new Stage(store, StagedCopy.BY_WITHDRAWAL);
  }

  /**
   * Copies what belongs there; returns the file names. What a chained arch makes again is its
   * parent's, and what a later build has replaced is that one's.
   */
  List<String> collect(CommitRecord.Built commit) throws IOException, ChangedException {
    Path dir = store.toSign(commit.target());
    Durable.directories(dir);
    PackageIndex index = index(commit);
    List<String> names = new ArrayList<>();
    for (Artifact file : commit.manifest().files()) {
      if (file.nevra().isPresent() && index.prefers(commit, file)) {
        copy.make(store.at(commit.place()).resolve(file.name()), dir.resolve(file.name()), file);
        names.add(file.name());
      }
    }
    return names;
  }

  /** As it was saved, unless it lists a build there that was withdrawn since. */
  private PackageIndex index(CommitRecord.Built commit) throws IOException {
    PackageIndex saved = PackageIndex.load(store, commit.target());
    for (Artifact file : commit.manifest().files()) {
      Optional<BuildId> listed = file.nevra().flatMap(saved::owner);
      if (listed.isPresent() && store.commits().withdrawal(listed.get()).isPresent()) {
        return saved.anew();
      }
    }
    return saved;
  }

  /**
   * Puts what takes the place of a withdrawn build's packages in their stead, and takes away those
   * that nothing replaces. What somebody has signed meanwhile stays. Nothing is missing in between:
   * a crash leaves the old file or the new one.
   */
  public void remove(CommitRecord.Built withdrawn) throws IOException {
    if (Files.notExists(store.toSign(withdrawn.target()))) {
      return; // nothing was staged, and nothing passed over for these packages
    }
    var restage = new Restage(store, withdrawn.target());
    for (Artifact file : withdrawn.manifest().files()) {
      if (file.nevra().isPresent()) {
        replace(file, store.toSign(withdrawn.target()).resolve(file.name()), restage);
      }
    }
  }

  private void replace(Artifact gone, Path staged, Restage restage) throws IOException {
    copy.forget(staged);
    if (Files.isRegularFile(staged) && !StagedCopy.is(staged, gone)) {
      return; // signed, or it has returned already
    }
    Optional<Restage.Returned> returned = restage.of(gone);
    if (returned.isPresent()) {
      putBack(returned.get(), staged, gone);
    } else {
      Files.deleteIfExists(staged);
    }
  }

  private void putBack(Restage.Returned returned, Path staged, Artifact gone) throws IOException {
    CommitRecord.Built commit = returned.commit();
    try {
      copy.make(store.at(commit.place()).resolve(gone.name()), staged, returned.file());
    } catch (ChangedException | NoSuchFileException e) { // somebody has removed the result
      log.error("not staged again: {}", e.getMessage());
      if (Files.isRegularFile(staged) && StagedCopy.is(staged, gone)) {
        Files.deleteIfExists(staged);
      }
    }
    if (store.commits().withdrawal(commit.build()).isPresent()) { // meanwhile
      remove(commit);
    }
  }
}
