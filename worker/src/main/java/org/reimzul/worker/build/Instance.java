package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildId;

/**
 * One worker process among those of a host: a directory of its own below the work directory, held
 * by a file lock that dies with the process, so that what a dead worker left is cleaned by its
 * successor and by nobody else.
 */
public final class Instance implements AutoCloseable {
  private static final int MOST = 64;

  private final String name;
  private final Path directory;
  private final FileChannel lock;
  private final Map<BuildId, Handout> dead = new ConcurrentHashMap<>();
  private final Set<BuildId> cutOff = ConcurrentHashMap.newKeySet();

  private Instance(String name, Path directory, FileChannel lock) {
    this.name = name;
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Takes the instance of this name, or else the first free number.
   *
   * @throws IOException when another process has it
   */
  public static Instance claim(Path workDir, Optional<String> name) throws IOException {
    List<String> names =
        name.map(List::of)
            .orElseGet(() -> IntStream.rangeClosed(1, MOST).mapToObj(Integer::toString).toList());
    for (String each : names) {
      Optional<Instance> taken = take(workDir.resolve(each), each);
      if (taken.isPresent()) {
        return taken.get();
      }
    }
    throw new IOException(
        name.map(one -> "another worker runs as " + one + " in " + workDir)
            .orElse(MOST + " workers run in " + workDir));
  }

  private static Optional<Instance> take(Path directory, String name) throws IOException {
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve(Neighbours.LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    FileLock held = null;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // another worker in this process
    }
    if (held == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new Instance(name, directory, channel));
  }

  /** Its name; a number unless configured. */
  public String name() {
    return name;
  }

  /** Its directory. */
  public Path directory() {
    return directory;
  }

  /** The directory of a new try, not made yet. */
  AttemptDirectory open(AttemptId id) {
    return AttemptDirectory.below(directory, id);
  }

  /** What earlier processes of this instance have left. */
  List<AttemptDirectory> leftBehind() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      List<AttemptDirectory> left = entries.flatMap(path -> asAttempt(path).stream()).toList();
      left.stream().filter(dir -> !dir.ended()).forEach(dir -> cutOff.add(dir.id().build()));
      return left;
    }
  }

  private static Optional<AttemptDirectory> asAttempt(Path path) {
    try {
      return Optional.of(
          new AttemptDirectory(AttemptId.parse(path.getFileName().toString()), path));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Notes that a try of ours at this build is over, so that nobody need be waited for.
   *
   * @param held the reservation under which it was made
   */
  void noteDead(BuildId build, Handout held) {
    dead.put(build, held);
  }

  /**
   * True if the try that was cut off was ours, at the build or at one that is chained to it. Once
   * somebody else has had the job, it is that one's to come back.
   *
   * @param now how the job is held now
   */
  boolean ownDead(BuildId build, Handout now) {
    return dead.entrySet().stream()
        .anyMatch(each -> within(each.getKey(), build) && each.getValue().isFollowedBy(now));
  }

  /** True if a process of ours died before it could tell how its try at the build ended. */
  boolean cutOff(BuildId build) {
    return cutOff.stream().anyMatch(each -> within(each, build));
  }

  /** Forgets tries that were counted, or after which somebody else has had the build. */
  void forget(BuildId build) {
    dead.keySet().removeIf(each -> within(each, build));
    cutOff.removeIf(each -> within(each, build));
  }

  private static boolean within(BuildId each, BuildId build) {
    return each.equals(build) || each.value().startsWith(build + "-");
  }

  /** The workers of this host that run, this one included. */
  List<String> alive() throws IOException {
    return Neighbours.locked(directory.getParent());
  }

  /** Where what the workers of this host share is. */
  Path shared() {
    return directory.getParent();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
