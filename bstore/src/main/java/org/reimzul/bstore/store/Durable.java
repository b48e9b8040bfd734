package org.reimzul.bstore.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Changes to the disk that are there after a power cut once the method has returned. */
public final class Durable {
  private Durable() {}

  /** Writes a whole file; a reader may see a part of it until this returns. */
  public static void write(Path file, byte[] content) throws IOException {
    try (var out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
  }

  /** Replaces a file at once: a reader sees the old content or the new. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      write(fresh, content);
      move(fresh, file);
    } catch (IOException e) { // a full disk needs no half of a file
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  /** Renames; replaces a file or an empty directory that is in the way. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(to.getParent());
    if (!from.getParent().equals(to.getParent())) {
      syncDirectory(from.getParent());
    }
  }

  /** Gives {@code existing} a second name; false when that name is taken. */
  public static boolean link(Path name, Path existing) throws IOException {
    try {
      Files.createLink(name, existing);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    syncDirectory(name.getParent());
    return true;
  }

  /** Creates a directory and its missing parents. */
  public static void directories(Path dir) throws IOException {
    if (Files.isDirectory(dir)) {
      return;
    }
    directories(dir.getParent());
    try {
      Files.createDirectory(dir);
    } catch (FileAlreadyExistsException e) {
      // somebody else was quicker
    }
    syncDirectory(dir.getParent());
  }

  /** Makes a file's content or a directory's entries last. */
  public static void sync(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The same for each file in a directory and then for the directory. */
  public static void syncTree(Path dir) throws IOException {
    try (Stream<Path> children = Files.list(dir)) {
      for (Path child : children.toList()) {
        sync(child);
      }
    }
    sync(dir);
  }

  private static void syncDirectory(Path dir) throws IOException {
    sync(dir);
  }
}
