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
 * the same time: each line has a name and a number, and a visit is one more line.
 */
final class Visits {
  private final Path file;
  private final Set<String> names;
  private Map<String, Integer> counts;

  /** Reads what others have left; it counts these points and leaves the other lines alone. */
  Visits(Path file, Collection<String> names) throws IOException {
    this.file = file;
    this.names = new TreeSet<>(names);
    this.counts = read();
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
    return counts.getOrDefault(name, 0);
  }

  Collection<String> names() {
    return names;
  }

  /** One more; the visits of runs beside this one are counted from now on, too. */
  void add(String name) throws IOException {
    Files.writeString(file, name + " 1\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    counts = read();
  }

  /** How many points have fewer visits than wanted. */
  long lacking(int wanted) {
    return counts.values().stream().filter(count -> count < wanted).count();
  }

  /** For people. */
  String table() {
    var text = new StringBuilder();
    counts.forEach((name, count) -> text.append(String.format("  %-40s %5d%n", name, count)));
    return text.toString();
  }
}
