package org.reimzul.controller.record;

import java.time.Duration;
import java.time.Instant;

/**
 * A span of time in which something was heard of a build, by the senders' clocks.
 *
 * @param from its first moment
 * @param to the first moment after it
 */
public record Heard(Instant from, Instant to) {
  /** More than a clock is off that somebody keeps. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  /**
   * From {@code ago} before now on. What is dated far in the future has a clock that is ahead,
   * which would keep its build from being looked for until then: it doesn't count.
   */
  public static Heard recently(Instant now, Duration ago) {
    return new Heard(now.minus(ago), now.plus(AHEAD));
  }

  /** No time at all: whenever a build was heard of, that was not recently. */
  public static Heard never(Instant now) {
    return new Heard(now, now);
  }
}
