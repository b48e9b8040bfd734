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
 * @param job when the first arch of its build's job ended
 */
record Entry(Nevra nevra, String location, BuildId build, Instant committed, Instant job) {
  private static final Comparator<Entry> RANK =
      Comparator.comparing(Entry::job)
          .thenComparing(entry -> !entry.chained())
          .thenComparing(Entry::committed)
          .thenComparing(Entry::build);

  /** Of a build that is the first of its job. */
  Entry(Nevra nevra, String location, BuildId build, Instant committed) {
    this(nevra, location, build, committed, committed);
  }

  /**
   * Which of two packages of one NEVRA stands in the repository: the later job's, but what a
   * chained arch makes again (sources, noarch) never displaces its parent's. A total order: it
   * doesn't matter in which order packages are offered.
   */
  Entry orBetter(Entry other) {
    return RANK.compare(this, other) >= 0 ? this : other;
  }

  private boolean chained() {
    return build.parent().isPresent();
  }

  /** True for a package that the original has listed, of no build of ours. */
  boolean inherited() {
    return committed.equals(Inherited.BEFORE);
  }

  boolean from(Place place) {
    return location.startsWith(place.inRepository() + "/");
  }

  /** What an earlier version writes and reads, and for a chained build the job's age behind it. */
  String line() {
    String line = nevra + "\t" + location + "\t" + build + "\t" + committed;
    return chained() ? line + "\t" + job : line;
  }

  static Entry parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length < 4) {
      throw new IllegalArgumentException("not an index line: " + line);
    }
    var build = new BuildId(fields[2]);
    if (fields.length != (build.parent().isPresent() ? 5 : 4)) {
      throw new IllegalArgumentException("not an index line of this version: " + line);
    }
    return new Entry(
        Nevra.parse(fields[0]),
        fields[1],
        build,
        Instant.parse(fields[3]),
        Instant.parse(fields[fields.length - 1]));
  }
}
