package org.reimzul.faults.crash;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for moments that may not come. */
final class Moment {
  private static final long LOOK_MILLIS = 10;

  private Moment() {}

  /** Returns when it is so, or after this long. */
  static void await(Duration limit, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
