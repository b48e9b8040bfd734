package org.reimzul.faults.harm;

import java.util.Map;
import java.util.TreeMap;

/** Counts faults by what was done and what the victim was doing. Thread-safe. */
public final class Tally {
  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
  private int total;

  synchronized void add(Fault fault, String phase) {
    counts.computeIfAbsent(fault.what(), any -> new TreeMap<>()).merge(phase, 1, Integer::sum);
    total++;
  }

  /** How many there were. */
  public synchronized int total() {
    return total;
  }

  /** How often this was done. */
  synchronized int of(Fault fault) {
    return counts.getOrDefault(fault.what(), Map.of()).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** For people: a line for each fault, with its phases. */
  public synchronized String table() {
    var text = new StringBuilder();
    counts.forEach(
        (what, phases) -> {
          int sum = phases.values().stream().mapToInt(Integer::intValue).sum();
          var by = new StringBuilder();
          phases.forEach((phase, n) -> by.append("  ").append(phase).append(' ').append(n));
          text.append(String.format("  %-28s %5d %s%n", what, sum, by));
        });
    return text.toString();
  }
}
