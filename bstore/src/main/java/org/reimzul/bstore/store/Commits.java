package org.reimzul.bstore.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.MalformedMessageException;

/** The commit records, one file for each ended build. A record never changes. Thread-safe. */
public final class Commits {
  private final Path dir;

  /** Those in this directory. */
  public Commits(Path dir) {
    this.dir = dir;
  }

  /**
   * The end of a build, or empty if it has none yet.
   *
   * @throws IOException also when the record is damaged
   */
  public Optional<CommitRecord> find(BuildId build) throws IOException {
    try {
      return Optional.of(CommitRecord.decode(Files.readAllBytes(dir.resolve(build.value()))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedMessageException e) {
      throw new IOException("the commit record of " + build + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Commits: the first record of a build wins. False when there is one already. */
  public boolean add(BuildId build, Path record) throws IOException {
    return Durable.link(dir.resolve(build.value()), record);
  }

  /** Every build that has ended, in no order. */
  public List<BuildId> builds() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).flatMap(Commits::parse).toList();
    }
  }

  private static Stream<BuildId> parse(String name) {
    try {
      return Stream.of(new BuildId(name));
    } catch (IllegalArgumentException e) {
      return Stream.empty(); // not ours
    }
  }
}
