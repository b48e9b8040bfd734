package org.reimzul.checker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every end that is not of a scratch build was announced, and nothing else was. The same message
 * may come again.
 */
final class AnnouncementRules {
  private final String by;
  private final Cases cases;
  private final Set<Result> heard;
  private final List<Finding> findings = new ArrayList<>();

  /** {@code by} names the way in findings. */
  AnnouncementRules(String by, Cases cases, List<Announcement> announcements) {
    this.by = by;
    this.cases = cases;
    this.heard = announcements.stream().map(Announcement::result).collect(Collectors.toSet());
  }

  List<Finding> check() {
    Map<Work, List<BuildCase>> byWork = new LinkedHashMap<>();
    for (BuildCase build : cases.all()) {
      for (Work work : works(build)) {
        byWork.computeIfAbsent(work, any -> new ArrayList<>()).add(build);
      }
      missing(build);
    }
    for (Result result : heard) {
      List<BuildCase> builds = byWork.get(result.work());
      if (builds != null) {
        surplus(result, builds);
      } else {
        findings.add(
            Finding.of(Finding.Kind.UNEXPECTED, by + " told of what nobody submitted: " + result));
      }
    }
    return findings;
  }

  /** A chained arch's build tells its arch only in the history. */
  private static Set<Work> works(BuildCase build) {
    Set<Work> works = new HashSet<>();
    build.ends().forEach(end -> works.add(end.result().work()));
    if (!build.chained()) {
      works.add(build.asked().parcel().work());
    }
    return works;
  }

  private void missing(BuildCase build) {
    for (HistoryEntry end : build.ends()) {
      if (!end.scratch() && !heard.contains(end.result())) {
        findings.add(Finding.lost(build.id(), by + " never told of " + end.result()));
      }
    }
  }

  private void surplus(Result result, List<BuildCase> builds) {
    List<HistoryEntry> ends = builds.stream().flatMap(build -> build.ends().stream()).toList();
    List<HistoryEntry> told = ends.stream().filter(end -> end.result().equals(result)).toList();
    if (told.stream().anyMatch(end -> !end.scratch())) {
      return;
    }
    String build = builds.get(0).id();
    boolean onlyScratch = builds.stream().allMatch(each -> each.asked().parcel().scratch());
    if (!told.isEmpty() || onlyScratch) {
      findings.add(Finding.unexpected(build, by + " told of a scratch build: " + result));
    } else {
      findings.add(
          Finding.twice(build, by + " told of an end that no build of this work has: " + result));
    }
  }
}
