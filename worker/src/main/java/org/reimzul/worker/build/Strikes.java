package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * How often in a row, and why, the workers of a host have failed: a file that they share. Survives
 * them; a file that can't be read counts as none. Thread-safe.
 */
final class Strikes {
  /** A file lock is the process's: it does not keep its threads apart. */
  private static final Object THREADS = new Object();

  private final Path file;
  private final Path fresh;
  private final Path lock;

  /**
   * @param shared a directory of this host's workers
   */
  Strikes(Path shared) {
    this.file = shared.resolve("failures");
    this.fresh = shared.resolve("failures.new");
    this.lock = shared.resolve("failures.lock");
  }

  /** One more; returns how many there are in a row with this reason, which is one line. */
  int add(String reason) throws IOException {
    synchronized (THREADS) {
      try (FileChannel channel = open();
          FileLock held = channel.lock()) {
        int count = held.isValid() ? count(reason) + 1 : 1;
        Files.writeString(fresh, count + "\n" + reason + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return count;
      }
    }
  }

  private int count(String reason) throws IOException {
    if (Files.notExists(file)) {
      return 0;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    String[] lines = text.split("\n", 2);
    boolean same = lines.length == 2 && lines[1].equals(reason + "\n");
    return same && lines[0].matches("[0-9]{1,6}") ? Integer.parseInt(lines[0]) : 0;
  }

  /** All is well. */
  void reset() throws IOException {
    synchronized (THREADS) {
      if (Files.exists(file)) {
        try (FileChannel channel = open();
            FileLock held = channel.lock()) {
          if (held.isValid()) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
