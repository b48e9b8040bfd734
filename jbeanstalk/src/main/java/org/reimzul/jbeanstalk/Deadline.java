package org.reimzul.jbeanstalk;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The moment, on the JVM's own steady clock, by which one step must be over, however many reads it
 * takes.
 */
final class Deadline {
  private final long end;
  private final boolean interruptible;

  private Deadline(long end, boolean interruptible) {
    this.end = end;
    this.interruptible = interruptible;
  }

  static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos(), false);
  }

  /** As {@link #in}, and an interrupt ends the wait early. */
  static Deadline interruptibleIn(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos(), true);
  }

  boolean interruptible() {
    return interruptible;
  }

  /**
   * @throws SocketTimeoutException when it is over
   */
  void check() throws SocketTimeoutException {
    if (end - System.nanoTime() <= 0) {
      throw new SocketTimeoutException("timed out");
    }
  }

  /** At least 1, for to a selector 0 means for ever. */
  long millisLeft() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) + 1;
  }
}
