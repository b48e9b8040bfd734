package org.reimzul.faults.crash;

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
  // there are four workers, and two processes of bstore
  private static final int WORKERS = 3;
  private static final int STORES = 2;

  /** The reconciler's, that it comes to also while the tubes are full. */
  private static final Set<String> LOUD =
      Set.of("reconcile.turn.taken", "reconcile.notice.removed", "reconcile.held.removed");

  private static final Set<String> LATE = Set.of("reindex.job.submitted", "reindex.job.placed");

  /** That of a point. */
  static Kind of(String point) {
    String first = point.substring(0, point.indexOf('.'));
    boolean quiet = first.equals("reconcile") ? !LOUD.contains(point) : LATE.contains(point);
    String process =
        switch (first) {
          case "reindex" -> point.endsWith(".put") ? "reindex" : "reindexer";
          case "worker" -> first + Math.floorMod(point.hashCode(), WORKERS);
          case "bstore" -> first + Math.floorMod(point.hashCode(), STORES);
          default -> first;
        };
    return new Kind(process, quiet);
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
