package org.reimzul.worker.gitsource;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.reimzul.core.process.Heartbeat;

/** Stops what fills a directory beyond its limit. */
final class Room {
  /** There is more than the farm takes. */
  static final class FullException extends IOException {
    private static final long serialVersionUID = 1L;

    FullException(long most) {
      super("larger than " + (most >> 20) + " MiB ([scm] max_mib)");
    }
  }

  private Room() {}

  /** The heartbeat, which also measures what is below {@code directory}. */
  static Heartbeat watched(Path directory, long most, Heartbeat beat) {
    return beat.and(() -> require(directory, most));
  }

  private static void require(Path directory, long most) throws IOException {
    if (size(directory) > most) {
      throw new FullException(most);
    }
  }

  /** Bytes in all regular files below; those that vanish meanwhile don't count. */
  static long size(Path directory) throws IOException {
    var sum = new Sum();
    if (Files.exists(directory)) {
      Files.walkFileTree(directory, sum);
    }
    return sum.bytes;
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.isRegularFile() ? attributes.size() : 0;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      return gone(failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, IOException failure) throws IOException {
      return failure == null ? FileVisitResult.CONTINUE : gone(failure);
    }

    private static FileVisitResult gone(IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
