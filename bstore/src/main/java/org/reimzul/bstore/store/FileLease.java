package org.reimzul.bstore.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sole ownership of something among all threads of all processes on this file system. It ends with
 * {@link #close} or with the process, however that ends. The file stays: deleting it would let two
 * owners hold locks on two files of one name.
 */
public final class FileLease implements AutoCloseable {
  // closing any channel of a file drops the locks that this JVM has on it, so that one that is held
  // must not even be opened again
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final Duration LOOK = Duration.ofMillis(50);

  private final Path file;
  private final FileChannel channel;

  private FileLease(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes it if nobody has it; creates the file, whose directory must exist. */
  public static Optional<FileLease> tryTake(Path file) throws IOException {
    Path key = file.toAbsolutePath().normalize();
    if (!HELD.add(key)) {
      return Optional.empty();
    }
    Optional<FileLease> lease = Optional.empty();
    try {
      lease = lock(key);
      return lease;
    } finally {
      if (lease.isEmpty()) {
        HELD.remove(key);
      }
    }
  }

  /** The same, waiting for whoever has it. */
  public static Optional<FileLease> take(Path file, Duration atMost)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Optional<FileLease> lease = tryTake(file);
    while (lease.isEmpty() && System.nanoTime() - start < atMost.toNanos()) {
      Thread.sleep(LOOK.toMillis());
      lease = tryTake(file);
    }
    return lease;
  }

  private static Optional<FileLease> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? Optional.empty() : Optional.of(new FileLease(file, channel));
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
