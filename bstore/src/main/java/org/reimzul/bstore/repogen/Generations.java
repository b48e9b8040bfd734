package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Trees;

/**
 * The metadata of one repository, generation by generation: {@code repodata} is a symbolic link
 * into {@code .generations/N}, and changing it is one rename, so that no reader sees half. What
 * earlier metadata listed is linked into each new generation for a while, so that a reader who
 * holds an old repomd.xml still finds it all.
 */
final class Generations {
  private static final String REPODATA = "repodata";
  private static final int KEPT = 3;

  private final Path repository;
  private final Duration keep;
  private final Clock clock;

  Generations(Path repository, Duration keep, Clock clock) {
    this.repository = repository;
    this.keep = keep;
    this.clock = clock;
  }

  private Path link() {
    return repository.resolve(REPODATA);
  }

  private Path all() {
    return repository.resolve(".generations");
  }

  /** The directory whose repodata is served now; empty for a new repository. */
  Optional<Path> current() throws IOException {
    if (!Files.exists(link().resolve("repomd.xml"))) {
      return Optional.empty();
    }
    return Optional.of(link().toRealPath().getParent());
  }

  /** A fresh directory for the next one; what a killed run left is removed. */
  Path next() throws IOException {
    Durable.directories(all());
    Optional<Path> current = current();
    long last = current.isPresent() ? number(current.get()) : 0;
    for (Path other : Trees.children(all())) {
      if (number(other) > last || number(other) <= last - KEPT) {
        Trees.delete(other);
      }
    }
    return Files.createDirectory(all().resolve(Long.toString(last + 1)));
  }

  private static long number(Path generation) {
    String name = generation.getFileName().toString();
    return name.matches("[0-9]{1,18}") ? Long.parseLong(name) : 0;
  }

  /** Serves {@code generation} from now on. */
  void publish(Path generation) throws IOException {
    Path fresh = generation.resolve(REPODATA);
    if (!Files.exists(fresh.resolve("repomd.xml"))) {
      throw new IOException("createrepo_c left no repomd.xml in " + fresh);
    }
    Optional<Path> current = current();
    if (current.isPresent()) {
      carryOver(current.get().resolve(REPODATA), fresh);
    }
    Durable.syncTree(fresh);
    Durable.sync(generation);
    Durable.sync(all());
    Path link = repository.resolve("." + REPODATA + ".new");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, repository.relativize(fresh));
    makeWay();
    Durable.move(link, link());
  }

  private void carryOver(Path from, Path to) throws IOException {
    Instant oldest = clock.instant().minus(keep);
    String listed = Files.readString(from.resolve("repomd.xml"));
    for (Path file : Trees.children(from)) {
      String name = file.getFileName().toString();
      if (name.equals("repomd.xml")
          || !Files.isRegularFile(file)
          || Files.exists(to.resolve(name))) {
        continue;
      }
      if (listed.contains("/" + name + "\"")) {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant())); // replaced now
      }
      if (!Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
        Files.createLink(to.resolve(name), file);
      }
    }
  }

  /** A repository of the original has a directory there, which no rename replaces. */
  private void makeWay() throws IOException {
    if (Files.isDirectory(link(), LinkOption.NOFOLLOW_LINKS)) {
      Path old = Files.createDirectories(all().resolve("0"));
      Trees.delete(old.resolve(REPODATA));
      Durable.move(link(), old.resolve(REPODATA));
    }
  }
}
