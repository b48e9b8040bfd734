package org.reimzul.faults;

import java.util.Arrays;
import org.reimzul.faults.lab.Shape;

/**
 * What a run is to do.
 *
 * @param builds how many are submitted
 * @param faults how many there are at least
 * @param seed chooses them
 * @param only words of which one is in each of the faults that may be, with commas; empty: all
 * @param large whether it may take hours
 * @param keep whether to keep its directory
 */
record Wanted(int builds, int faults, long seed, String only, boolean large, boolean keep) {
  /** As the stand-in for mock writes it. */
  private static final int HUGE_LOG_MEBIBYTES = 20;

  /** True for a fault or a point that may be. */
  boolean wants(String name) {
    return Arrays.stream(only.split(",", -1)).anyMatch(name::contains);
  }

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
