package org.reimzul.checker;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every success is in its repository with all its packages, or another of the same NEVRA is. */
final class PresenceRules {
  private final String target;
  private final Cases cases;
  private final Map<Result, Instant> announced = new HashMap<>();
  private final Set<String> listed = new HashSet<>();
  private final Map<String, Listed> byFile = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  PresenceRules(String target, Cases cases, List<Announcement> mqtt, List<Listed> packages) {
    this.target = target;
    this.cases = cases;
    for (Announcement each : mqtt) {
      announced.merge(each.result(), each.at(), (a, b) -> a.isBefore(b) ? a : b);
    }
    for (Listed each : packages) {
      listed.add(each.href());
      byFile.put(each.file(), each);
    }
  }

  List<Finding> check(Shelf shelf) throws IOException, InterruptedException {
    for (BuildCase build : cases.all()) {
      for (HistoryEntry success : build.successes()) {
        Place place = success.place();
        if (place.target().equals(target) && !place.scratch() && !build.withdrawn()) {
          present(build, place.directory(), shelf.rpms(place.directory()));
        }
      }
    }
    return findings;
  }

  private void present(BuildCase build, String directory, List<String> rpms) {
    findings.addAll(Contents.check(build, "repository " + target + ": ", directory, rpms));
    for (String rpm : rpms) {
      if (!listed.contains(directory + rpm)) {
        replaced(build, directory + rpm, Optional.ofNullable(byFile.get(rpm)));
      }
    }
  }

  /** Another's is listed instead; whose, {@link ListedRules} judges. Here: not an older one's. */
  private void replaced(BuildCase build, String href, Optional<Listed> other) {
    if (other.isEmpty()) {
      lost(build, href + " is not in the repodata");
      return;
    }
    Optional<Instant> before =
        cases
            .at(new Place(false, target, other.get().directory()))
            .map(HistoryEntry::result)
            .map(announced::get);
    Optional<Instant> submitted = build.asked().submitted();
    if (before.isPresent()
        && submitted.isPresent()
        && before.get().isBefore(submitted.get())
        && !build.chained()) {
      lost(build, href + " is not in the repodata, but the older " + other.get().href());
    }
  }

  private void lost(BuildCase build, String what) {
    findings.add(Finding.lost(build.id(), "repository " + target + ": " + what));
  }
}
