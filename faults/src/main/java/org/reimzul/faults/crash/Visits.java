package org.reimzul.faults.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** How often each point was visited, in a file that adds up over runs. */
final class Visits {
  private final Path file;
  private final Map<String, Integer> counts = new TreeMap<>();

  /** Reads what earlier runs have left; points that are gone are forgotten. */
  Visits(Path file, Collection<String> names) throws IOException {
    this.file = file;
    names.forEach(name -> counts.put(name, 0));
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split(" ", 2);
        counts.computeIfPresent(fields[0], (name, old) -> Integer.valueOf(fields[1]));
      }
    }
  }

  int of(String name) {
    return counts.getOrDefault(name, 0);
  }

  Collection<String> names() {
    return counts.keySet();
  }

  /** One more. */
  void add(String name) throws IOException {
    counts.merge(name, 1, Integer::sum);
    var text = new StringBuilder();
    counts.forEach((each, count) -> text.append(each).append(' ').append(count).append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
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
