package org.reimzul.faults.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of all crash points, as they stand in the sources. */
final class Points {
  private static final Pattern POINT =
      Pattern.compile("CrashPoint\\s*\\.reach\\(\\s*\"([a-z0-9_.]+)\"\\s*\\)");

  /**
   * Reached only beside a bstore that is still the original's; a test of the worker halts there.
   */
  private static final Set<String> OF_MIGRATION =
      Set.of("worker.original.begins", "worker.original.sent", "worker.original.announced");

  private Points() {}

  /**
   * Every name in the main sources of every module below {@code root} that a farm of ours reaches.
   */
  static SortedSet<String> in(Path root) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    for (Path source : sources(root)) {
      Matcher point = POINT.matcher(Files.readString(source, StandardCharsets.UTF_8));
      while (point.find()) {
        names.add(point.group(1));
      }
    }
    names.removeAll(OF_MIGRATION);
    return names;
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      List<Path> mains =
          modules.map(each -> each.resolve("src/main/java")).filter(Files::isDirectory).toList();
      return mains.stream().flatMap(Points::javaFiles).toList();
    }
  }

  private static Stream<Path> javaFiles(Path dir) {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
