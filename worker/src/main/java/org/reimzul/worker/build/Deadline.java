package org.reimzul.worker.build;

import java.time.Duration;
import java.util.Locale;

/** A stretch of time that something may take, from when this was made. */
final class Deadline {
  private final String name;
  private final Duration length;
  private final long start = System.nanoTime();

  /**
   * @param name for people
   * @param length zero for no deadline at all
   */
  Deadline(String name, Duration length) {
    this.name = name;
    this.length = length;
  }

  /** Throws once it has passed. */
  void check() throws DeadlineException {
    check(Duration.ofNanos(System.nanoTime() - start));
  }

  /** Throws if {@code passed} is longer than it. */
  void check(Duration passed) throws DeadlineException {
    if (!length.isZero() && passed.compareTo(length) > 0) {
      throw new DeadlineException(name + " deadline of " + text() + " exceeded");
    }
  }

  private String text() {
    return length.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
