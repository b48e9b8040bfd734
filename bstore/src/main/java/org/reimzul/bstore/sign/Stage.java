package org.reimzul.bstore.sign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.Artifact;

/** Copies committed packages into a target's flat staging directory, digests checked again. */
final class Stage {
  private final Store store;

  Stage(Store store) {
    this.store = store;
  }

  /** Copies what belongs there; returns the file names. */
  List<String> collect(CommitRecord commit) throws IOException, ChangedException {
    Path dir = store.toSign(commit.result().job().target());
    Durable.directories(dir);
    List<String> names = new ArrayList<>();
    for (Artifact file : commit.manifest().files()) {
      if (file.nevra().isPresent() && !keptByParent(commit, file, dir)) {
        copy(store.at(commit.place()).resolve(file.name()), dir.resolve(file.name()), file);
        names.add(file.name());
      }
    }
    return names;
  }

  /** What a chained arch makes again (sources, noarch) is its parent's. */
  private static boolean keptByParent(CommitRecord commit, Artifact file, Path dir) {
    boolean chained = commit.build().value().contains("-");
    String arch = file.nevra().orElseThrow().arch();
    boolean shared = arch.equals("src") || arch.equals("noarch");
    return chained && shared && Files.exists(dir.resolve(file.name()));
  }

  private static void copy(Path from, Path to, Artifact expected)
      throws IOException, ChangedException {
    Path part = to.resolveSibling("." + to.getFileName() + ".part");
    Files.deleteIfExists(part);
    try (InputStream in = Files.newInputStream(from);
        var hashing = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      Files.copy(hashing, part);
      String sha256 = HexFormat.of().formatHex(hashing.getMessageDigest().digest());
      if (!sha256.equals(expected.sha256())) {
        Files.delete(part);
        throw new ChangedException(from + " has changed since it was committed: sha256 " + sha256);
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    Durable.sync(part);
    Durable.move(part, to);
  }
}
