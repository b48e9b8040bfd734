package org.reimzul.bstore.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.MalformedMessageException;

/**
 * The commit records, one file for each ended build, and beside it a second one if the build was
 * withdrawn. A file never changes. Thread-safe.
 */
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
    return read(build.value(), CommitRecord::decode);
  }

  /** The result of a build; empty also for one that has ended without. */
  public Optional<CommitRecord.Built> built(BuildId build) throws IOException {
    return find(build)
        .filter(CommitRecord.Built.class::isInstance)
        .map(CommitRecord.Built.class::cast);
  }

  /** The result of a build whose packages belong in a repository: published, not withdrawn. */
  public Optional<CommitRecord.Built> standing(BuildId build) throws IOException {
    Optional<CommitRecord.Built> built = built(build).filter(CommitRecord.Built::published);
    return built.isPresent() && withdrawal(build).isPresent() ? Optional.empty() : built;
  }

  /**
   * When the first arch of a build's job was committed: the later job's packages stand. That never
   * changes, also if a chained arch should be committed before the first one.
   */
  public Instant ageOfJob(CommitRecord.Built built) throws IOException {
    Optional<BuildId> parent = built.build().parent();
    Optional<Instant> first =
        parent.isPresent() ? find(parent.get()).map(CommitRecord::committed) : Optional.empty();
    return first.filter(built.committed()::isAfter).orElse(built.committed());
  }

  /** Who has withdrawn a build, and why. */
  public Optional<BstoreRequest.Withdraw> withdrawal(BuildId build) throws IOException {
    return read(
        Names.withdrawn(build),
        text -> {
          if (BstoreRequest.decode(text) instanceof BstoreRequest.Withdraw withdrawal) {
            return withdrawal;
          }
          throw new MalformedMessageException("not a withdrawal");
        });
  }

  /** Commits: the first record of a build wins. False when there is one already. */
  public boolean add(BuildId build, Path record) throws IOException {
    return Durable.link(dir.resolve(build.value()), record);
  }

  /** Withdraws, for good. False when that has been done already. */
  public boolean addWithdrawal(BuildId build, Path request) throws IOException {
    return Durable.link(dir.resolve(Names.withdrawn(build)), request);
  }

  /** Every build that has ended, in no order. */
  public List<BuildId> builds() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files
          .map(file -> file.getFileName().toString())
          .flatMap(name -> Names.build(name).stream())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of(); // of a bstore that is the original's
    }
  }

  @FunctionalInterface
  private interface Decoder<T> {
    T decode(byte[] text) throws MalformedMessageException;
  }

  private <T> Optional<T> read(String name, Decoder<T> decoder) throws IOException {
    try {
      return Optional.of(decoder.decode(Files.readAllBytes(dir.resolve(name))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedMessageException e) {
      throw new IOException("the commit record " + name + " is damaged: " + e.getMessage(), e);
    }
  }
}
