package org.reimzul.bstore.sign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Sha256;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.lifecycle.CrashPoint;

/**
 * Copies packages to be signed, digests checked again; nobody sees a half one. The signer and who
 * withdraws may copy to one place at the same time: what they have begun has different names.
 */
enum StagedCopy {
  BY_SIGNER(".part"),
  BY_WITHDRAWAL(".returns");

  private static final int LONGEST_NAME = 255;

  private final String begun;

  StagedCopy(String begun) {
    this.begun = begun;
  }

  /**
   * Copies a package whose digest is known, unless it is there.
   *
   * @throws ChangedException if it isn't that package any more; {@code to} is as it was
   */
  void make(Path from, Path to, Artifact expected) throws IOException, ChangedException {
    if (Files.isRegularFile(to) && is(to, expected)) {
      return; // staged before
    }
    forget(to);
    try {
      Files.copy(from, part(to));
      if (!is(part(to), expected)) {
        throw new ChangedException(
            from + " has changed since it was committed: sha256 " + Sha256.of(part(to)));
      }
      Durable.sync(part(to));
      CrashPoint.reach("signer.stage.copied");
      Durable.move(part(to), to);
      CrashPoint.reach("signer.stage.moved");
    } finally {
      forget(to);
    }
  }

  /** Removes what one that was killed has left of its copy. */
  void forget(Path to) throws IOException {
    Files.deleteIfExists(part(to));
  }

  /**
   * Hidden beside it, and not longer than a name may be, though the file's own may be the longest.
   */
  private Path part(Path staged) {
    String name = staged.getFileName().toString();
    if (name.length() + 1 + begun.length() > LONGEST_NAME) {
      name = name.substring(0, LONGEST_NAME / 2) + "." + Integer.toHexString(name.hashCode());
    }
    return staged.resolveSibling("." + name + begun);
  }

  /** True if the file is this package to the byte. */
  static boolean is(Path file, Artifact expected) throws IOException {
    return Sha256.of(file).equals(expected.sha256());
  }
}
