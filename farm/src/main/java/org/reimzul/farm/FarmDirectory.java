package org.reimzul.farm;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.reimzul.testkit.RunningServers;

/** A fresh directory that is gone when the JVM is, however it ends, unless it is kept. */
final class FarmDirectory {
  private final Path path;
  private volatile boolean kept;

  private FarmDirectory(Path path) {
    this.path = path;
  }

  static FarmDirectory create() throws IOException {
    var directory = new FarmDirectory(Files.createTempDirectory("reimzul-demo-"));
    Runtime.getRuntime().addShutdownHook(new Thread(directory::leave, "remove-farm"));
    return directory;
  }

  Path path() {
    return path;
  }

  /** Leaves it there when the JVM ends. */
  void keep() {
    kept = true;
  }

  private void leave() {
    ProcessHandle.current()
        .children()
        .filter(FarmDirectory::isHelper)
        .forEach(ProcessHandle::destroy);
    RunningServers.stopAll();
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    if (kept) {
      return;
    }
    try {
      Files.walkFileTree(path, new Remove());
    } catch (IOException e) {
      System.err.println("could not remove " + path + ": " + e.getMessage());
    }
  }

  /** rpmbuild, dnf: what we run ourselves, rather than servers, which are stopped in order. */
  private static boolean isHelper(ProcessHandle child) {
    String command = child.info().command().orElse("");
    return !command.endsWith("/setsid") && !command.endsWith("/java");
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
