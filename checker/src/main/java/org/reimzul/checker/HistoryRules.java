package org.reimzul.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The history shows nothing as running for ever, gives no directory to two builds, and marks one
 * end of each work as the latest.
 */
final class HistoryRules {
  private HistoryRules() {}

  static List<Finding> check(List<HistoryEntry> history) {
    List<Finding> findings = new ArrayList<>();
    Map<Place, NavigableSet<String>> owners = new HashMap<>();
    Map<Work, List<HistoryEntry>> ends = new HashMap<>();
    for (HistoryEntry entry : history) {
      if (entry.result().status().equals("Building")) {
        findings.add(
            new Finding(
                Finding.Kind.UNEXPECTED,
                entry.build(),
                "notify_history shows as running: " + entry.result()));
      }
      if (entry.result().ends()) {
        ends.computeIfAbsent(entry.result().work(), any -> new ArrayList<>()).add(entry);
      }
      if (entry.result().ends() && entry.build().isPresent()) {
        owners.computeIfAbsent(entry.place(), any -> new TreeSet<>()).add(entry.build().get());
      }
    }
    owners.forEach((place, builds) -> shared(place, builds).ifPresent(findings::add));
    ends.forEach((work, all) -> latest(work, all).ifPresent(findings::add));
    return findings;
  }

  private static Optional<Finding> shared(Place place, NavigableSet<String> builds) {
    return builds.size() < 2
        ? Optional.empty()
        : Optional.of(Finding.twice(builds.last(), place + " belongs to all of " + builds));
  }

  private static Optional<Finding> latest(Work work, List<HistoryEntry> ends) {
    List<Result> latest =
        ends.stream().filter(HistoryEntry::latest).map(HistoryEntry::result).toList();
    if (latest.size() == 1) {
      return Optional.empty();
    }
    Finding.Kind kind = latest.isEmpty() ? Finding.Kind.LOST : Finding.Kind.TWICE;
    return Optional.of(Finding.of(kind, "the latest build of " + work + " is " + latest));
  }
}
