package org.reimzul.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Evidence and record, put together by build. */
final class Cases {
  private final FarmRecord record;
  private final Map<String, List<HistoryEntry>> ends = new HashMap<>();
  private final Map<Place, HistoryEntry> byPlace = new HashMap<>();
  private final Map<String, BuildCase> byId = new LinkedHashMap<>();

  private Cases(FarmRecord record) {
    this.record = record;
    for (HistoryEntry entry : record.history()) {
      if (entry.result().ends()) {
        entry
            .build()
            .ifPresent(id -> ends.computeIfAbsent(id, any -> new ArrayList<>()).add(entry));
        byPlace.merge(entry.place(), entry, Cases::better);
      }
    }
  }

  static Cases of(Evidence evidence, FarmRecord record) {
    var cases = new Cases(record);
    evidence.acknowledged().forEach(asked -> cases.add(asked.build(), asked));
    cases.unanswered(new ArrayList<>(evidence.submitted()));
    for (String id : record.builds().keySet()) {
      parent(id)
          .flatMap(cases::find)
          .ifPresent(parent -> cases.add(id, parent.asked().forAnotherArch()));
    }
    return cases;
  }

  /** A submission without an answer may have become one build, and no more. */
  private void unanswered(List<Acknowledged> submissions) {
    for (String id : new TreeSet<>(record.builds().keySet())) {
      if (find(id).isEmpty() && parent(id).isEmpty()) {
        Recorded recorded = record.builds().get(id);
        submissions.stream()
            .filter(asked -> asked.parcel().work().equals(recorded.work()))
            .filter(asked -> asked.parcel().scratch() == recorded.scratch())
            .findFirst()
            .ifPresent(
                asked -> {
                  submissions.remove(asked);
                  add(id, asked.known(id));
                });
      }
    }
  }

  private void add(String id, Acknowledged asked) {
    var recorded = Optional.ofNullable(record.builds().get(id));
    byId.putIfAbsent(id, new BuildCase(id, asked, recorded, ends.getOrDefault(id, List.of())));
  }

  /** A success says more of a place than a failure in it. */
  private static HistoryEntry better(HistoryEntry one, HistoryEntry other) {
    return other.result().status().equals(Result.SUCCESS) ? other : one;
  }

  /** The id of the build that a chained arch's build follows. */
  private static Optional<String> parent(String id) {
    int dash = id.indexOf('-');
    return dash < 0 ? Optional.empty() : Optional.of(id.substring(0, dash));
  }

  /** Every build that somebody counts on. */
  List<BuildCase> all() {
    return List.copyOf(byId.values());
  }

  Optional<BuildCase> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Whose result is in this place. */
  Optional<HistoryEntry> at(Place place) {
    return Optional.ofNullable(byPlace.get(place));
  }
}
