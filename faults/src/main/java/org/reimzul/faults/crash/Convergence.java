package org.reimzul.faults.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Watches that every build that was there at a crash ends within a time of it. */
final class Convergence {
  private record Crash(String point, long at, Set<String> builds) {}

  private final Duration limit;
  private final List<Crash> open = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private long longest;
  private String slowest = "none";

  /** {@code limit} counts from the crash; the restart is part of it. */
  Convergence(Duration limit) {
    this.limit = limit;
  }

  /** A process has halted while these builds had no end. */
  void crashed(String point, List<String> unended) {
    open.add(new Crash(point, System.nanoTime(), Set.copyOf(unended)));
  }

  /** These have none now. */
  void look(List<String> unended) {
    Set<String> now = new HashSet<>(unended);
    for (Crash crash : List.copyOf(open)) {
      long age = System.nanoTime() - crash.at();
      boolean over = crash.builds().stream().noneMatch(now::contains);
      if (over || age > limit.toNanos()) {
        open.remove(crash);
        note(crash, age, over ? Set.of() : left(crash, now));
      }
    }
  }

  private static Set<String> left(Crash crash, Set<String> now) {
    Set<String> left = new HashSet<>(crash.builds());
    left.retainAll(now);
    return left;
  }

  private void note(Crash crash, long age, Set<String> left) {
    if (age > longest) {
      longest = age;
      slowest = crash.point();
    }
    if (!left.isEmpty()) {
      late.add(crash.point() + ": no end within " + limit.toSeconds() + " s for " + left);
    }
  }

  /** True while a crash is not yet settled. */
  boolean waits() {
    return !open.isEmpty();
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
