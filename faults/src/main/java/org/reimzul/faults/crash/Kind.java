package org.reimzul.faults.crash;

import java.util.Map;
import java.util.Set;

/**
 * Points of which one after another gets its turn.
 *
 * @param name of the process that comes to them, with a number where several may halt at a time
 * @param quiet whether they are only reached when little happens
 */
record Kind(String name, boolean quiet) {
  private static final long OFTEN_SECONDS = 12;
  private static final long RARE_SECONDS = 4;

  /**
   * How many points of a process wait for it at a time: one that is seldom reached costs little.
   */
  private static final Map<String, Integer> AT_ONCE =
      Map.of("worker", 10, "bstore", 5, "controller", 3, "gateway", 2);

  /** The reconciler's, that it comes to also while the tubes are full. */
  private static final Set<String> LOUD =
      Set.of("reconcile.turn.taken", "reconcile.notice.removed", "reconcile.held.removed");

  /** What a raid leads to, too. */
  private static final Set<String> LATE =
      Set.of(
          "cancel.notice.removed",
          "reindex.job.submitted",
          "reindex.job.placed",
          "retry.held.deleted",
          "retry.held.reserved",
          "retry.job.put",
          "retry.event.put");

  /** That of a point. */
  static Kind of(String point) {
    String first = point.substring(0, point.indexOf('.'));
    boolean quiet = first.equals("reconcile") && !LOUD.contains(point);
    String process = first;
    if (first.equals("reindex") && !point.endsWith(".put")) {
      process = "reindexer";
    } else if (AT_ONCE.containsKey(first)) {
      process = first + Math.floorMod(point.hashCode(), AT_ONCE.get(first));
    }
    return new Kind(process, quiet);
  }

  /** True for a point that is to be armed after a storm. */
  static boolean late(String point) {
    return of(point).quiet() || LATE.contains(point);
  }

  /** How long to wait for a visit before the next one's turn, in seconds. */
  long turn() {
    return Set.of("order", "reconcile", "reindexer", "queue").contains(name)
        ? RARE_SECONDS
        : OFTEN_SECONDS;
  }

  /** True where a crash leads others to points that they come to in no other way. */
  boolean feeds() {
    return !quiet && (name.startsWith("worker") || name.startsWith("bstore"));
  }
}
