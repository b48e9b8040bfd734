package org.reimzul.faults.harm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.reimzul.faults.lab.Lab;

/**
 * What one of several repogen workers does. All keep their state in the same files, so that only
 * the locks tell whose work it is: there is one for every step that a crash could cut off.
 */
final class BstoreWork {
  private final Path state;
  private final Locks locks;

  /** {@code root}: bstore's. */
  BstoreWork(Path root, Locks locks) {
    this.state = root.resolve("state");
    this.locks = locks;
  }

  /** The phase of the process with this id. */
  Optional<String> of(long pid) {
    Set<Long> held = locks.of(pid);
    if (held.isEmpty()) {
      return Optional.empty();
    }
    if (Look.into(state.resolve("locks")).stream().anyMatch(lock -> isOneOf(held, lock))) {
      return Optional.of("committing");
    }
    Stream<Path> targets =
        Lab.TARGETS.stream().map(target -> state.resolve("targets").resolve(target + "/lock"));
    if (targets.anyMatch(lock -> isOneOf(held, lock))) {
      return Optional.of("publishing");
    }
    boolean announces = isOneOf(held, state.resolve("outbox.lock"));
    return announces ? Optional.of("announcing") : Optional.empty();
  }

  private static boolean isOneOf(Set<Long> held, Path file) {
    try {
      return held.contains((Long) Files.getAttribute(file, "unix:ino"));
    } catch (IOException e) {
      return false; // not there yet
    }
  }
}
