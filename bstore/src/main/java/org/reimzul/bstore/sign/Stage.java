package org.reimzul.bstore.sign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.reimzul.bstore.repogen.PackageIndex;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.CrashPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A target's flat staging directory: committed packages, digests checked again. Idempotent. */
public final class Stage {
  private static final Logger log = LoggerFactory.getLogger(Stage.class);

  private final Store store;

  /** Of that store. */
  public Stage(Store store) {
    this.store = store;
  }

  /**
   * Copies what belongs there; returns the file names. What a chained arch makes again is its
   * parent's, and what a later build has replaced is that one's.
   */
  List<String> collect(CommitRecord.Built commit) throws IOException, ChangedException {
    Path dir = store.toSign(commit.target());
    Durable.directories(dir);
    PackageIndex index = PackageIndex.load(store, commit.target());
    List<String> names = new ArrayList<>();
    for (Artifact file : commit.manifest().files()) {
      if (file.nevra().isPresent() && belongs(index, commit, file)) {
        copy(store.at(commit.place()).resolve(file.name()), dir.resolve(file.name()), file);
        names.add(file.name());
      }
    }
    return names;
  }

  /** The index may still list a build that was withdrawn since it was saved. */
  private boolean belongs(PackageIndex index, CommitRecord.Built commit, Artifact file)
      throws IOException {
    if (index.prefers(commit, file)) {
      return true;
    }
    Optional<BuildId> listed = index.owner(file.nevra().orElseThrow());
    return listed.isPresent()
        && store.commits().withdrawal(listed.get()).isPresent()
        && index.anew().prefers(commit, file);
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
    Files.deleteIfExists(part(staged)); // of a signer that was killed
    if (Files.isRegularFile(staged) && !digest(staged).equals(gone.sha256())) {
      return; // signed
    }
    Optional<Restage.Returned> returned = restage.of(gone);
    if (returned.isPresent()) {
      putBack(returned.get(), staged);
    } else {
      Files.deleteIfExists(staged);
    }
  }

  private void putBack(Restage.Returned returned, Path staged) throws IOException {
    CommitRecord.Built commit = returned.commit();
    try {
      copy(store.at(commit.place()).resolve(returned.file().name()), staged, returned.file());
    } catch (ChangedException e) {
      log.error("not staged again: {}", e.getMessage());
      Files.deleteIfExists(staged);
    }
    if (store.commits().withdrawal(commit.build()).isPresent()) { // meanwhile
      remove(commit);
    }
  }

  /** Copies a package whose digest is known, unless it is there. */
  static void copy(Path from, Path to, Artifact expected) throws IOException, ChangedException {
    if (Files.isRegularFile(to) && digest(to).equals(expected.sha256())) {
      return; // staged before
    }
    Path part = part(to);
    Files.deleteIfExists(part);
    try {
      Files.copy(from, part);
      String sha256 = digest(part);
      if (!sha256.equals(expected.sha256())) {
        throw new ChangedException(from + " has changed since it was committed: sha256 " + sha256);
      }
      Durable.sync(part);
      CrashPoint.reach("signer.stage.copied");
      Durable.move(part, to);
      CrashPoint.reach("signer.stage.moved");
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path part(Path staged) {
    return staged.resolveSibling("." + staged.getFileName() + ".part");
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        var hashing = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      hashing.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(hashing.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
