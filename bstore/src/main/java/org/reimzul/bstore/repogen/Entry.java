package org.reimzul.bstore.repogen;

import java.time.Instant;
import java.util.Comparator;
import org.reimzul.bstore.store.Place;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Nevra;

/**
 * A package that a repository lists.
 *
 * @param location relative to the repository
 * @param committed when its build ended
 */
record Entry(Nevra nevra, String location, BuildId build, Instant committed) {
  private static final Comparator<Entry> AGE =
      Comparator.comparing(Entry::committed).thenComparing(Entry::build);

  /**
   * Which of two packages of one NEVRA stands in the repository: the later build's, but what a
   * chained arch makes again (sources, noarch) never displaces its parent's.
   */
  Entry orBetter(Entry other) {
    if (chainedTo(other)) {
      return other;
    }
    return other.chainedTo(this) || AGE.compare(this, other) >= 0 ? this : other;
  }

  private boolean chainedTo(Entry parent) {
    return build.value().startsWith(parent.build.value() + "-");
  }

  /** True for a package that the original has listed, of no build of ours. */
  boolean inherited() {
    return committed.equals(Inherited.BEFORE);
  }

  boolean from(Place place) {
    return location.startsWith(place.inRepository() + "/");
  }

  String line() {
    return nevra + "\t" + location + "\t" + build + "\t" + committed;
  }

  static Entry parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 4) {
      throw new IllegalArgumentException("not an index line: " + line);
    }
    return new Entry(
        Nevra.parse(fields[0]), fields[1], new BuildId(fields[2]), Instant.parse(fields[3]));
  }
}
