package org.reimzul.bstore.publish;

import java.nio.file.Path;
import java.util.Optional;
import org.reimzul.core.job.AttemptId;

/** Reads attempts from file names. */
final class Attempts {
  private Attempts() {}

  /** Whose upload, copy, draft or note a file is. */
  static Optional<AttemptId> of(Path file) {
    String name = file.getFileName().toString().replaceAll("\\.(json|place)$", "");
    try {
      return Optional.of(AttemptId.parse(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
