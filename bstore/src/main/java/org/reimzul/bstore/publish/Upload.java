package org.reimzul.bstore.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.reimzul.bstore.store.Place;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.rpm.RpmException;
import org.reimzul.core.rpm.RpmFiles;

/** A worker's upload; nothing in it is believed. */
final class Upload {
  private static final long LARGEST_MANIFEST = 4L << 20;
  // of 65,535 bytes that a message may have; the rest is for a reason of ours
  private static final int LARGEST_RESULT = 60_000;

  private final Path dir;
  private final AttemptId attempt;
  private final RpmFiles rpm = new RpmFiles();

  Upload(Path dir, AttemptId attempt) {
    this.dir = dir;
    this.attempt = attempt;
  }

  /** True once the manifest, which comes last, is there. */
  boolean complete() {
    return Files.isRegularFile(dir.resolve(Manifest.FILE_NAME), LinkOption.NOFOLLOW_LINKS);
  }

  Manifest manifest() throws IOException, RefusedException {
    Path file = dir.resolve(Manifest.FILE_NAME);
    if (!complete() || Files.size(file) > LARGEST_MANIFEST) {
      throw new RefusedException("the manifest is not a file of a sane size");
    }
    try {
      Manifest manifest = Manifest.decode(Files.readAllBytes(file));
      if (!manifest.attempt().equals(attempt)) {
        throw new RefusedException("the manifest is that of attempt " + manifest.attempt());
      }
      requireAnnounceable(manifest.result());
      return manifest;
    } catch (MalformedMessageException e) {
      throw new RefusedException("the manifest is malformed: " + e.getMessage());
    }
  }

  /** What can't be placed or announced must not be committed: nobody could end it any more. */
  private static void requireAnnounceable(BuildEvent result) throws RefusedException {
    try {
      Place.of(result);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("the manifest names no place: " + e.getMessage());
    }
    if (result.encode().length > LARGEST_RESULT) {
      throw new RefusedException("the result is longer than a message may be");
    }
  }

  /** Copies what the manifest lists, and only if every file is what it says. */
  void copyTo(Path target, Manifest manifest)
      throws IOException, InterruptedException, RefusedException {
    for (Artifact file : manifest.files()) {
      Path copy = target.resolve(file.name());
      copy(file, copy);
      if (file.nevra().isPresent()) {
        requireRpm(file, copy);
      }
    }
  }

  private void copy(Artifact file, Path copy) throws IOException, RefusedException {
    Path uploaded = dir.resolve(file.name());
    if (!Files.isRegularFile(uploaded, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedException(file.name() + " is missing or not a regular file");
    }
    try (InputStream in = Files.newInputStream(uploaded, LinkOption.NOFOLLOW_LINKS);
        var hashing = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      long size = Files.copy(hashing, copy);
      String sha256 = HexFormat.of().formatHex(hashing.getMessageDigest().digest());
      if (size != file.size() || !sha256.equals(file.sha256())) {
        throw new RefusedException(
            file.name() + " is not what the manifest says: " + size + " bytes, sha256 " + sha256);
      }
    } catch (NoSuchFileException e) {
      throw new RefusedException(file.name() + " is missing");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void requireRpm(Artifact file, Path copy)
      throws IOException, InterruptedException, RefusedException {
    try {
      rpm.verifyDigests(copy);
      String nevra = rpm.header(copy).nevra().toString();
      if (!nevra.equals(file.nevra().orElseThrow().toString())) {
        throw new RefusedException(file.name() + " is " + nevra + ", the manifest says otherwise");
      }
    } catch (RpmException e) {
      throw new RefusedException(e.getMessage());
    }
  }
}
