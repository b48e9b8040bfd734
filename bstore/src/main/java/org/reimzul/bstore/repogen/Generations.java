package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.lifecycle.CrashPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metadata of one repository, generation by generation: {@code repodata} is a symbolic link
 * into {@code .generations/N}, and changing it is one rename, so that no reader sees half. What
 * earlier metadata listed is linked into each new generation for a while, so that a reader who
 * holds an old repomd.xml still finds it all.
 */
final class Generations {
  private static final Logger log = LoggerFactory.getLogger(Generations.class);
  private static final String REPODATA = "repodata";
  private static final Pattern NAME = Pattern.compile("([0-9]{1,18})(-[0-9a-f]{8})?");

  private final Path repository;
  private final Retention keep;
  private final Clock clock;

  Generations(Path repository, Retention keep, Clock clock) {
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
      if (number(other) > last || number(other) <= last - keep.generations()) {
        remove(other);
      }
    }
    // the createrepo_c of a worker that was killed may still write into the one before
    String chance = "%08x".formatted(ThreadLocalRandom.current().nextInt());
    return Files.createDirectory(all().resolve((last + 1) + "-" + chance));
  }

  private static void remove(Path generation) {
    try {
      Trees.delete(generation);
    } catch (IOException e) { // somebody writes into it; the next run removes it
      log.warn("{} stays for now: {}", generation, e.toString());
    }
  }

  private static long number(Path generation) {
    Matcher name = NAME.matcher(generation.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }

  /** Removes a generation that is not to be published after all. */
  void drop(Path generation) throws IOException {
    if (current().filter(now -> now.endsWith(generation.getFileName())).isEmpty()) {
      remove(generation);
    }
  }

  /** Serves {@code generation} from now on. */
  void publish(Path generation) throws IOException {
    Path fresh = generation.resolve(REPODATA);
    if (!Files.exists(fresh.resolve("repomd.xml"))) {
      throw new IOException("createrepo_c left no repomd.xml in " + fresh);
    }
    Optional<Path> current = current();
    if (current.isPresent()) {
      new CarryOver(all(), keep, clock).run(current.get().resolve(REPODATA), fresh);
    }
    CrashPoint.reach("bstore.publish.carried");
    Durable.syncTree(fresh);
    Durable.sync(generation);
    Durable.sync(all());
    Path link = repository.resolve("." + REPODATA + ".new");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, repository.relativize(fresh));
    makeWay();
    CrashPoint.reach("bstore.publish.linked");
    Durable.move(link, link());
    CrashPoint.reach("bstore.publish.swapped");
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
