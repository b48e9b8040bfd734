package org.reimzul.faults.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Watches that every build that was open at a storm's last harm is over within a time of it. */
final class Convergence {
  private final Duration limit;
  private final List<String> late = new ArrayList<>();
  private Set<String> builds = Set.of();
  private String point = "none";
  private long at;
  private long longest;
  private String slowest = "none";

  /** {@code limit} counts from a crash, whose restart is part of it, or from the end of a raid. */
  Convergence(Duration limit) {
    this.limit = limit;
  }

  /**
   * A process has halted, or was let go on, while these builds had no end; what was before is due
   * with them.
   */
  void harmed(String where, List<String> unended) {
    point = where;
    builds = Set.copyOf(unended);
    at = System.nanoTime();
  }

  /** These have none now; true when the last crash is settled, well or not. */
  boolean settled(List<String> unended) {
    Set<String> left = new LinkedHashSet<>(unended);
    left.retainAll(builds);
    long age = System.nanoTime() - at;
    boolean over = left.isEmpty();
    if (over || age > limit.toNanos()) {
      note(age, left);
      builds = Set.of();
      return true;
    }
    return false;
  }

  private void note(long age, Set<String> left) {
    if (age > longest && !builds.isEmpty()) {
      longest = age;
      slowest = point;
    }
    if (!left.isEmpty()) {
      late.add(point + ": no end within " + limit.toSeconds() + " s for " + left);
    }
  }

  /** What took too long. */
  List<String> late() {
    return List.copyOf(late);
  }

  /** For people. */
  String longest() {
    return String.format("%.1f s, after %s", longest / 1e9, slowest);
  }
}
