package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;

/**
 * Remembers which results were uploaded, for the moments between an upload and the deletion of its
 * job: handed the job again, a worker only finishes the paperwork. Entries are believed for a while
 * only, since a bstore of ours may have refused what was uploaded.
 */
final class Journal {
  private static final String BEGUN = ".begun";

  private final Path directory;
  private final Clock clock;
  private final Duration believed;

  /**
   * Keeps its files in a directory of its own below the instance's.
   *
   * @param believed how long its entries count
   */
  Journal(Path instance, Clock clock, Duration believed) throws IOException {
    this.directory = Files.createDirectories(instance.resolve("journal"));
    this.clock = clock;
    this.believed = believed;
  }

  /** Notes an upload that is complete. */
  void uploaded(BuildEvent end) throws IOException {
    Path file = file(end.job().requireBuildId());
    Path fresh = directory.resolve(".new");
    Files.write(fresh, end.encode());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The upload of this build, if there was one lately. */
  Optional<BuildEvent> find(BuildId build) throws IOException {
    Path file = file(build);
    if (Files.notExists(file) || stale(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(BuildEvent.decode(Files.readAllBytes(file)));
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.empty(); // cut off by a power failure, or a newer worker's
    }
  }

  /** Notes that an upload the original's way begins, under this time. */
  void begins(BuildId build, String timestamp) throws IOException {
    Files.writeString(file(build).resolveSibling(build + BEGUN), timestamp);
  }

  /** The time under which one has begun. */
  Optional<String> begun(BuildId build) throws IOException {
    Path file = file(build).resolveSibling(build + BEGUN);
    if (Files.notExists(file) || stale(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Grammar.timestamp(Files.readString(file)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // cut off by a power failure
    }
  }

  /** Forgets what is no longer believed. */
  void prune() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (stale(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private boolean stale(Path file) throws IOException {
    Instant limit = clock.instant().minus(believed);
    return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
  }

  private Path file(BuildId build) {
    return directory.resolve(build.value());
  }
}
