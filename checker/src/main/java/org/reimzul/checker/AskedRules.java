package org.reimzul.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was made is what was asked for, and it was made for every arch that follows the first. */
final class AskedRules {
  private final Cases cases;
  private final List<Finding> findings = new ArrayList<>();

  AskedRules(Cases cases) {
    this.cases = cases;
  }

  List<Finding> check() {
    for (BuildCase build : cases.all()) {
      for (HistoryEntry end : build.ends()) {
        made(build, end);
      }
      build.state().filter(BuildCase::wasPublished).ifPresent(any -> chained(build));
    }
    return findings;
  }

  private void made(BuildCase build, HistoryEntry end) {
    Parcel asked = build.asked().parcel();
    Work made = end.result().work();
    boolean sameWork =
        build.chained()
            ? made.srpm().equals(asked.srpm()) && made.target().equals(asked.target())
            : made.equals(asked.work());
    if (!sameWork) {
      findings.add(
          Finding.unexpected(build.id(), asked.work() + " was asked for, made was " + made));
    }
    if (end.scratch() != asked.scratch()) {
      findings.add(Finding.unexpected(build.id(), "it is scratch for one side alone: " + made));
    }
    if (!end.pkgname().equals(asked.name()) || !end.evr().equals(asked.evr())) {
      String wrong = end.pkgname() + "-" + end.evr();
      findings.add(Finding.unexpected(build.id(), asked.builtSource() + " was made as " + wrong));
    }
  }

  private void chained(BuildCase build) {
    for (String arch : build.asked().parcel().chained()) {
      Optional<BuildCase> other = cases.find(build.id() + "-" + arch);
      if (other.flatMap(BuildCase::recorded).isEmpty()) {
        findings.add(
            Finding.lost(build.id(), "the record knows nothing of its " + arch + " build"));
      }
    }
  }
}
