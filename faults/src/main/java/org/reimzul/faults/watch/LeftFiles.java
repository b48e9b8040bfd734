package org.reimzul.faults.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.reimzul.core.job.AttemptId;
import org.reimzul.faults.lab.Place;

/**
 * Files that a farm which has come to rest needs no more. Whatever is hidden was begun and not
 * finished, below bstore's root: rsync's {@code .NAME.XXXXXX}, createrepo_c's {@code .repodata},
 * claims of places, copies, files that were to replace others.
 */
final class LeftFiles {
  private static final String GENERATIONS = ".generations";
  private static final List<String> EMPTY =
      List.of("incoming", "work", "quarantine", "state/outbox", "state/events", "state/reindex");

  private final Place place;
  private final SortedSet<Path> found = new TreeSet<>();

  LeftFiles(Place place) {
    this.place = place;
  }

  /** Each once, in order. */
  SortedSet<Path> find() throws IOException {
    bstore(place.bstore());
    add(place.incoming(), 1, LeftFiles::hidden);
    add(place.temporary(), 1, path -> true);
    Path roots = place.mockRoots();
    add(roots, 2, path -> Files.isDirectory(path) && roots.equals(path.getParent().getParent()));
    for (String machine : List.of("alpha", "beta")) {
      add(place.work(machine), 2, LeftFiles::isAttempt);
    }
    return found;
  }

  private void bstore(Path root) throws IOException {
    for (String dir : EMPTY) {
      add(root.resolve(dir), 1, path -> true);
    }
    add(root.resolve("state"), 1, LeftFiles::progress);
    add(root.resolve("state/targets"), 3, path -> path.getParent().endsWith("dirty"));
    add(root, Integer.MAX_VALUE, path -> hidden(path) && !path.endsWith(GENERATIONS));
    SortedSet<Path> repositories = children(root.resolve("repo"), 1, path -> true);
    for (Path repository : repositories) {
      generations(repository);
    }
  }

  /** Metadata that were begun after those that are served, or at the same time. */
  private void generations(Path repository) throws IOException {
    Path link = repository.resolve("repodata");
    if (Files.exists(link)) {
      Path served = link.toRealPath().getParent().getFileName();
      add(
          repository.resolve(GENERATIONS),
          1,
          path -> number(path) >= number(served) && !path.endsWith(served));
    }
  }

  private static long number(Path generation) {
    return Long.parseLong(generation.getFileName().toString().replaceFirst("-.*", ""));
  }

  private static boolean hidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  /** How far a request to tell every end has come. */
  private static boolean progress(Path path) {
    return path.getFileName().toString().matches("reindex\\.(?!lock$).*");
  }

  private static boolean isAttempt(Path path) {
    try {
      AttemptId.parse(path.getFileName().toString());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void add(Path dir, int depth, Predicate<Path> wrong) throws IOException {
    found.addAll(children(dir, depth, wrong));
  }

  private static SortedSet<Path> children(Path dir, int depth, Predicate<Path> which)
      throws IOException {
    if (Files.notExists(dir, LinkOption.NOFOLLOW_LINKS)) {
      return new TreeSet<>();
    }
    try (Stream<Path> paths = Files.walk(dir, depth)) {
      return new TreeSet<>(paths.filter(path -> !path.equals(dir)).filter(which).toList());
    }
  }
}
