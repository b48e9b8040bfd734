package org.reimzul.farm;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reimzul.testkit.RunningServers;

/** A fresh directory that is gone when the JVM is, however it ends. */
final class FarmDirectory {
  private static final Duration OWNERS_GRACE = Duration.ofSeconds(40);

  private final Path path;
  private final Thread owner = Thread.currentThread();
  private final CountDownLatch left = new CountDownLatch(1);
  private volatile boolean leaving;

  private FarmDirectory(Path path) {
    this.path = path;
  }

  static FarmDirectory create() throws IOException {
    Path path = Files.createTempDirectory("reimzul-demo-");
    // mock builds as a user of its own, who must reach its files; there is no secret here
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    var directory = new FarmDirectory(path);
    Runtime.getRuntime().addShutdownHook(new Thread(directory::leave, "remove-farm"));
    return directory;
  }

  Path path() {
    return path;
  }

  /** True once the JVM has begun to end, when failures are only its echo. */
  boolean leaving() {
    return leaving;
  }

  /** The owner has ended its work, whatever its result. */
  void done() {
    left.countDown();
  }

  private void leave() {
    leaving = true;
    owner.interrupt(); // so that it makes nothing new while we remove
    try {
      if (!left.await(OWNERS_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("the demo did not stop in time; stopping its processes all the same");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RunningServers.stopAll();
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      Files.walkFileTree(path, new Remove());
    } catch (IOException e) {
      System.err.println("could not remove " + path + ": " + e);
    }
  }

  private static final class Remove extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
      Files.deleteIfExists(dir);
      return FileVisitResult.CONTINUE;
    }
  }
}
