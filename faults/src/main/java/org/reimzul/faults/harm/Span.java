package org.reimzul.faults.harm;

import java.time.Duration;
import java.util.Random;

/** How long a fault lasts. */
final class Span {
  /** About the longest. */
  static final Duration LONGEST = Duration.ofSeconds(8);

  private Span() {}

  /** From a moment to well beyond the time to run. */
  static Duration any(Random pick) {
    return pick.nextInt(3) == 0
        ? LONGEST.dividedBy(2).plusMillis(pick.nextInt(4000))
        : Duration.ofMillis(300 + pick.nextInt(2200));
  }
}
