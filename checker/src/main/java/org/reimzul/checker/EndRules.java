package org.reimzul.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every build has one end, the record and the history agree on it, and it is the expected one. */
final class EndRules {
  private final Cases cases;
  private final List<Finding> findings = new ArrayList<>();

  EndRules(Cases cases) {
    this.cases = cases;
  }

  List<Finding> check() {
    for (BuildCase build : cases.all()) {
      if (build.recorded().isEmpty()) {
        findings.add(
            Finding.lost(build.id(), "the record doesn't know " + build.asked().parcel().work()));
      } else {
        oneEnd(build, build.recorded().get());
      }
      history(build);
    }
    return findings;
  }

  private void oneEnd(BuildCase build, Recorded recorded) {
    if (recorded.end().isEmpty()) {
      findings.add(
          Finding.lost(
              build.id(),
              "it has no end, but is " + recorded.state() + " (" + recorded.reason() + ")"));
    } else if (!build.asked().allows(recorded.end().get())) {
      findings.add(
          Finding.unexpected(
              build.id(),
              "it should end in "
                  + build.asked().expectation()
                  + " and is "
                  + recorded.state()
                  + " ("
                  + recorded.reason()
                  + ")"));
    }
    Set<State> ends =
        recorded.past().stream()
            .flatMap(name -> Recorded.parse(name).stream())
            .map(State::end)
            .collect(Collectors.toSet());
    if (ends.size() > 1) {
      findings.add(Finding.twice(build.id(), "the record has seen it end as " + recorded.past()));
    }
    recorded.end().ifPresent(state -> parents(build, state));
  }

  /** A build after others is only made when all of those were published. */
  private void parents(BuildCase build, State state) {
    for (String id : build.asked().after()) {
      State parent = cases.find(id).flatMap(BuildCase::state).orElse(null);
      boolean failed = parent == State.FAILED || parent == State.CANCELED;
      if (failed && state != State.CANCELED) {
        findings.add(
            Finding.unexpected(build.id(), "it is " + state + ", and " + id + " is " + parent));
      }
    }
  }

  private void history(BuildCase build) {
    List<HistoryEntry> ends = build.ends();
    String status = build.state().map(State::status).orElse("");
    if (ends.size() > 1) {
      findings.add(
          Finding.twice(
              build.id(),
              "notify_history has several ends: "
                  + ends.stream().map(HistoryEntry::result).map(Result::toString).toList()));
    }
    if (ends.isEmpty() && !status.isEmpty()) {
      findings.add(Finding.lost(build.id(), "notify_history lacks its " + status));
    }
    for (HistoryEntry end : ends) {
      if (build.state().isPresent() && !end.result().status().equals(status)) {
        findings.add(
            Finding.twice(
                build.id(),
                "it is " + build.state().get() + ", and notify_history has " + end.result()));
      }
    }
  }
}
