package org.reimzul.worker.builder;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells a disk's troubles, which are never the package's fault. */
public final class Disk {
  private static final List<String> SAYS =
      List.of("No space left on device", "Disk quota exceeded", "Read-only file system");

  private static final long TOO_LITTLE = 1 << 20;

  private Disk() {}

  /** True if a line tells of one. */
  public static boolean toldBy(String line) {
    return line != null && SAYS.stream().anyMatch(line::contains);
  }

  /** True if a failure to read or write is one. */
  public static boolean causes(Throwable failure) {
    return failure instanceof FileSystemException || toldBy(failure.getMessage());
  }

  /** True if less than 1 MiB is left where {@code directory} is. */
  public static boolean full(Path directory) throws IOException {
    return Files.getFileStore(directory).getUsableSpace() < TOO_LITTLE;
  }
}
