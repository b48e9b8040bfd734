package org.reimzul.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The history shows nothing as running for ever, and gives no directory to two builds. */
final class HistoryRules {
  private HistoryRules() {}

  static List<Finding> check(List<HistoryEntry> history) {
    List<Finding> findings = new ArrayList<>();
    Map<Place, NavigableSet<String>> owners = new HashMap<>();
    for (HistoryEntry entry : history) {
      if (entry.result().status().equals("Building")) {
        findings.add(
            new Finding(
                Finding.Kind.UNEXPECTED,
                entry.build(),
                "notify_history shows as running: " + entry.result()));
      }
      if (entry.result().ends() && entry.build().isPresent()) {
        owners.computeIfAbsent(entry.place(), any -> new TreeSet<>()).add(entry.build().get());
      }
    }
    owners.forEach((place, builds) -> shared(place, builds).ifPresent(findings::add));
    return findings;
  }

  private static Optional<Finding> shared(Place place, NavigableSet<String> builds) {
    return builds.size() < 2
        ? Optional.empty()
        : Optional.of(Finding.twice(builds.last(), place + " belongs to all of " + builds));
  }
}
