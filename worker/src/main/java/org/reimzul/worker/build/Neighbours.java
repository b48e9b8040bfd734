package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the workers of a host by their locks. The kernel's table is read rather than a lock tried:
 * that would shut out, for a moment, a worker that starts.
 */
final class Neighbours {
  /** The lock in a worker's directory. */
  static final String LOCK = "lock";

  private static final Path TABLE = Path.of("/proc/locks");
  private static final Pattern INODE = Pattern.compile(" [0-9a-f]+:[0-9a-f]+:([0-9]+) ");

  private Neighbours() {}

  /** The names of the directories below {@code workDir} that are locked. */
  static List<String> locked(Path workDir) throws IOException {
    Set<Long> held =
        INODE
            .matcher(Files.readString(TABLE, StandardCharsets.US_ASCII))
            .results()
            .map(found -> Long.valueOf(found.group(1)))
            .collect(Collectors.toSet());
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(workDir, Files::isDirectory)) {
      for (Path entry : entries) {
        Path lock = entry.resolve(LOCK);
        if (Files.exists(lock) && held.contains(Files.getAttribute(lock, "unix:ino"))) {
          names.add(entry.getFileName().toString());
        }
      }
    }
    return names;
  }
}
