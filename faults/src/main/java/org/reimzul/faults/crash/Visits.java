package org.reimzul.faults.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often each point was visited, in a file that adds up over runs, also over those that run at
 * the same time: each line has a name and a number. Those of a run are written when it has kept
 * every promise.
 */
final class Visits {
  private final Path file;
  private final Set<String> names;
  private final Map<String, Integer> fresh = new TreeMap<>();
  private final Map<String, Integer> before;

  /** Reads what others have left; it counts these points and leaves the other lines alone. */
  Visits(Path file, Collection<String> names) throws IOException {
    this.file = file;
    this.names = new TreeSet<>(names);
    this.before = read();
  }

  private Map<String, Integer> read() throws IOException {
    Map<String, Integer> sums = new TreeMap<>();
    names.forEach(name -> sums.put(name, 0));
    if (Files.exists(file)) {
      String text = Files.readString(file);
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        String[] fields = line.split(" ", 2);
        sums.computeIfPresent(fields[0], (name, sum) -> sum + Integer.parseInt(fields[1]));
      }
    }
    return sums;
  }

  int of(String name) {
    return before.getOrDefault(name, 0) + fresh.getOrDefault(name, 0);
  }

  Collection<String> names() {
    return names;
  }

  /** One more of this run. */
  void add(String name) {
    fresh.merge(name, 1, Integer::sum);
  }

  /** Writes down those of this run, which count from now on. */
  void save() throws IOException {
    var lines = new StringBuilder();
    fresh.forEach((name, count) -> lines.append(name).append(' ').append(count).append('\n'));
    Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** How many points have fewer visits than wanted. */
  long lacking(int wanted) {
    return names.stream().filter(name -> of(name) < wanted).count();
  }

  /** True if a point whose name begins so has fewer visits than wanted. */
  boolean lacks(String beginning, int wanted) {
    return names.stream().anyMatch(name -> name.startsWith(beginning) && of(name) < wanted);
  }

  /** For people. */
  String table() {
    var text = new StringBuilder();
    names.forEach(name -> text.append(String.format("  %-40s %5d%n", name, of(name))));
    return text.toString();
  }
}
