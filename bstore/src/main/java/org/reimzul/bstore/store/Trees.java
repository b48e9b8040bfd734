package org.reimzul.bstore.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories. Symbolic links are never followed. */
public final class Trees {
  private Trees() {}

  /** The children's paths in name order; none where the directory is missing. */
  public static List<Path> children(Path dir) throws IOException {
    try (Stream<Path> children = Files.list(dir)) {
      return children.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Deletes a file or a directory with all that is in it; nothing if it isn't there. */
  public static void delete(Path path) throws IOException {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(path, new Deleter());
  }

  /**
   * The latest change to anything in the tree, its directories included: by our own clock, which
   * nobody who uploads can set, and not by the times that a file is given.
   */
  public static Instant lastChange(Path path) throws IOException {
    var newest = new Newest();
    Files.walkFileTree(path, newest);
    return newest.last;
  }

  /** Passes over what vanishes meanwhile: an upload that goes on renames its files. */
  private abstract static class Walker extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }

  private static final class Newest extends Walker {
    private Instant last = Instant.EPOCH;

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes any) throws IOException {
      return visitFile(dir, any);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes any) throws IOException {
      try {
        var changed = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        last = changed.toInstant().isAfter(last) ? changed.toInstant() : last;
        return FileVisitResult.CONTINUE;
      } catch (IOException e) {
        return visitFileFailed(file, e);
      }
    }
  }

  private static final class Deleter extends Walker {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes any) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(dir);
      return FileVisitResult.CONTINUE;
    }
  }
}
