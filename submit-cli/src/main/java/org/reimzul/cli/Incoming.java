package org.reimzul.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.reimzul.core.cli.UserException;

/**
 * The directory from which workers fetch source packages, where one of its name is on this host.
 */
final class Incoming {
  private final Path dir;

  Incoming(Path dir) {
    this.dir = dir;
  }

  /** True on the controller, and on a host that has such a directory without being it. */
  boolean here() {
    return Files.isDirectory(dir);
  }

  /** Where the file of this name is or would be. */
  Path path(String name) {
    return dir.resolve(name);
  }

  /** Refuses a file that could not be placed: there is no directory, or another file is there. */
  void requirePlaceable(String name, String sha256) throws UserException, IOException {
    if (!here()) {
      throw new UserException(
          name
              + " cannot be placed: there is no incoming directory "
              + dir
              + " on this host; submit from the controller");
    }
    if (Files.exists(path(name)) && !sha256(path(name)).equals(sha256)) {
      throw new UserException(
          "an SRPM named "
              + name
              + " with other content is already in "
              + dir
              + ": raise its release");
    }
  }

  /**
   * Puts a checked file into the directory, whole or not at all, never over another; the same file
   * there already is fine. What was checked is what is placed: its digest is compared on the way.
   *
   * @return whether it wasn't there before
   */
  boolean place(Source source) throws UserException, IOException {
    Path from = source.toPlace().orElseThrow();
    String sha256 = source.sha256().orElseThrow();
    Path part = Files.createTempFile(dir, "." + source.name() + ".", ".part");
    try {
      if (!copy(from, part).equals(sha256)) {
        throw new UserException(from + " changed while it was read");
      }
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
      sync(part, StandardOpenOption.WRITE);
      Files.createLink(path(source.name()), part); // a rename would replace
      sync(dir, StandardOpenOption.READ);
      return true;
    } catch (FileAlreadyExistsException e) {
      requirePlaceable(source.name(), sha256);
      return false;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Takes a file out again. */
  void remove(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  private static void sync(Path path, StandardOpenOption mode) throws IOException {
    try (var channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  /** A file's digest in lower-case hexadecimal. */
  static String sha256(Path file) throws IOException {
    return drain(file, OutputStream.nullOutputStream());
  }

  private static String copy(Path from, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to)) {
      return drain(from, out);
    }
  }

  private static String drain(Path file, OutputStream out) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
