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
import org.reimzul.core.job.MalformedMessageException;

/**
 * Remembers which results were uploaded, for the moments between an upload and the deletion of its
 * job: handed the job again, a worker only finishes the paperwork. Entries are believed for a short
 * while only, since bstore may have refused what was uploaded.
 */
final class Journal {
  private static final Duration BELIEVED = Duration.ofMinutes(15);

  private final Path directory;
  private final Clock clock;

  /** Keeps its files in a directory of its own below the instance's. */
  Journal(Path instance, Clock clock) throws IOException {
    this.directory = Files.createDirectories(instance.resolve("journal"));
    this.clock = clock;
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
    } catch (MalformedMessageException e) {
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
    Instant limit = clock.instant().minus(BELIEVED);
    return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
  }

  private Path file(BuildId build) {
    return directory.resolve(build.value());
  }
}
