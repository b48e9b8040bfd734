package org.reimzul.faults.harm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at files that others make and remove meanwhile. */
final class Look {
  private Look() {}

  /** What is in a directory; nothing if that is not there (any more). */
  static List<Path> into(Path dir) {
    try (Stream<Path> paths = Files.list(dir)) {
      return paths.toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }
}
