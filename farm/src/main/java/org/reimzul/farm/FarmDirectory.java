package org.reimzul.farm;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.reimzul.testkit.RunningServers;

/** A fresh directory that is gone when the JVM is, however it ends. */
final class FarmDirectory {
  private final Path path;
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

  private void leave() {
    leaving = true;
    ProcessHandle.current()
        .children()
        .filter(FarmDirectory::isHelper)
        .forEach(ProcessHandle::destroy);
    RunningServers.stopAll();
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
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
