package org.reimzul.faults;

import org.reimzul.faults.lab.Shape;

/**
 * What a run is to do.
 *
 * @param builds how many are submitted
 * @param faults how many there are at least
 * @param seed chooses them
 * @param only a word in the faults that may be; empty: all
 * @param large whether it may take hours
 * @param keep whether to keep its directory
 */
record Wanted(int builds, int faults, long seed, String only, boolean large, boolean keep) {
  /** As the stand-in for mock writes it. */
  private static final int HUGE_LOG_MEBIBYTES = 20;

  @Override
  public String toString() {
    return "seed " + seed + ": " + builds + " builds, " + faults + " faults";
  }

  /** A farm for it; one that works for hours has more workers. */
  Shape shape() {
    return new Shape(bstoreMebibytes(), large ? 3 : 2, 5, "", "", false);
  }

  /** MiB that bstore needs: packages, old metadata and logs, each for a moment twice. */
  int bstoreMebibytes() {
    return 600 + builds / 2 + Math.max(1, builds / 50) * HUGE_LOG_MEBIBYTES;
  }
}
