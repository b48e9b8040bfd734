package org.reimzul.bstore.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.lifecycle.CrashPoint;

/** Makes the directories of a store, and tries whether files can move between them. */
final class Preparation {
  private static final String PROBE = ".probe";

  private final Path lock;
  private final List<Path> apart;
  private final List<Path> joined;
  private final List<String> problems = new ArrayList<>();

  /** Those in {@code joined} have to be on one file system. */
  Preparation(Path lock, List<Path> apart, List<Path> joined) {
    this.lock = lock;
    this.apart = apart;
    this.joined = joined;
  }

  /** Returns what is wrong, one line each. */
  List<String> run() {
    apart.forEach(this::create);
    joined.forEach(this::create);
    if (problems.isEmpty()) {
      probe();
    }
    return problems;
  }

  private void create(Path dir) {
    try {
      Durable.directories(dir);
    } catch (IOException | RuntimeException e) {
      problems.add(dir + " cannot be made: " + e);
    }
  }

  /** One at a time: who finds another at it has the same disk. */
  private void probe() {
    try {
      Optional<FileLease> lease = FileLease.tryTake(lock);
      if (lease.isPresent()) {
        try (FileLease held = lease.get()) {
          probeAlone();
        }
      }
    } catch (IOException e) {
      problems.add(lock.getParent() + " cannot be written: " + e);
    }
  }

  /** Only a link tells for sure: two mounts of one file system have the same device number. */
  private void probeAlone() throws IOException {
    Path first = joined.get(0).resolve(PROBE);
    for (Path dir : joined) {
      Files.deleteIfExists(dir.resolve(PROBE)); // of one that was killed
    }
    Files.createFile(first);
    CrashPoint.reach("bstore.start.probing");
    for (Path dir : joined.subList(1, joined.size())) {
      try {
        Files.createLink(dir.resolve(PROBE), first);
        Files.delete(dir.resolve(PROBE));
      } catch (IOException e) {
        problems.add(dir + " is not on one file system with " + joined.get(0) + ": " + e);
      }
    }
    Files.delete(first);
  }
}
