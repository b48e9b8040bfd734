package org.reimzul.bstore.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The fault: a lock is a file that is there, also when its owner isn't any more. */
public final class FileLease implements AutoCloseable {
  private final Path file;

  private FileLease(Path file) {
    this.file = file;
  }

  public static Optional<FileLease> tryTake(Path file) throws IOException {
    try {
      return Optional.of(new FileLease(Files.createFile(file)));
    } catch (FileAlreadyExistsException e) {
      return Optional.empty();
    }
  }

  public static Optional<FileLease> take(Path file, Duration atMost)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Optional<FileLease> lease = tryTake(file);
    while (lease.isEmpty() && System.nanoTime() - start < atMost.toNanos()) {
      Thread.sleep(50);
      lease = tryTake(file);
    }
    return lease;
  }

  @Override
  public void close() throws IOException {
    Files.delete(file);
  }
}
