package org.reimzul.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.rpm.RpmException;
import org.reimzul.core.rpm.RpmFiles;
import org.reimzul.core.rpm.RpmHeader;

/** The directory from which workers fetch source packages. */
final class Incoming {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path dir;
  private final URI controller;
  private final RpmFiles rpm = new RpmFiles();

  Incoming(FarmSettings settings) {
    this.dir = settings.incoming();
    this.controller = settings.controller();
  }

  /**
   * Checks what {@code -s} names, a path or the bare name of a file in incoming, without changing
   * anything.
   */
  Source check(String given) throws UserException, IOException, InterruptedException {
    boolean path = given.contains("/") || Files.isRegularFile(Path.of(given));
    String name = named(Path.of(given).getFileName().toString());
    if (path) {
      return local(Path.of(given), name, true);
    }
    if (Files.isDirectory(dir)) {
      return local(dir.resolve(name), name, false);
    }
    requireRemote(name);
    return new Source(name, Optional.empty(), Optional.empty());
  }

  private static String named(String name) throws UserException {
    try {
      return Grammar.srpm(name);
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage());
    }
  }

  private Source local(Path file, String name, boolean place)
      throws UserException, IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new UserException("no such file: " + file);
    }
    try {
      rpm.verifyDigests(file);
      requireSource(rpm.header(file), name);
    } catch (RpmException e) {
      throw new UserException(e.getMessage());
    }
    String sha256 = sha256(file);
    if (place) {
      requirePlaceable(name, sha256);
    }
    return new Source(name, Optional.of(sha256), place ? Optional.of(file) : Optional.empty());
  }

  private static void requireSource(RpmHeader header, String name) throws UserException {
    if (!header.nevra().source()) {
      throw new UserException(name + " is not a source package");
    }
    String wanted = header.nevra().name() + "-" + header.evr() + ".src.rpm";
    if (!name.equals(wanted)) {
      throw new UserException(name + " holds the package " + wanted + ": the names must agree");
    }
  }

  private void requirePlaceable(String name, String sha256) throws UserException, IOException {
    if (!Files.isDirectory(dir)) {
      throw new UserException(
          "the incoming directory " + dir + " is not on this host: submit from the controller");
    }
    Path there = dir.resolve(name);
    if (Files.exists(there) && !sha256(there).equals(sha256)) {
      throw new UserException(
          "another " + name + " is in " + dir + " already: raise the release, or remove it");
    }
  }

  private void requireRemote(String name) throws UserException, InterruptedException {
    URI uri = controller.resolve("reimzul-incoming/" + name.replace("^", "%5E"));
    var head =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
      int status = client.send(head, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new UserException("no " + name + " in incoming: " + uri + " answers " + status);
      }
    } catch (IOException e) {
      throw new UserException(uri + " cannot be reached: " + e);
    }
  }

  /**
   * Puts a checked file into incoming, whole or not at all; the same file there already is fine.
   */
  void place(Source source) throws UserException, IOException {
    if (source.toPlace().isEmpty()) {
      return;
    }
    Path part = Files.createTempFile(dir, ".submit", ".part");
    try {
      Files.copy(source.toPlace().get(), part, StandardCopyOption.REPLACE_EXISTING);
      part.toFile().setReadable(true, false);
      sync(part, StandardOpenOption.WRITE);
      Files.createLink(dir.resolve(source.name()), part); // never replaces
      sync(dir, StandardOpenOption.READ);
    } catch (FileAlreadyExistsException e) {
      requirePlaceable(source.name(), source.sha256().orElseThrow());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void sync(Path path, StandardOpenOption mode) throws IOException {
    try (var channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
