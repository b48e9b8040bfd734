package org.reimzul.faults.harm;

import java.time.Duration;

/**
 * A fault that has hit somebody at work.
 *
 * @param phase what he was doing at that moment
 * @param lasts how long it is left so
 * @param heal ends it
 */
public record Blow(String phase, Duration lasts, Step heal) {
  /** Begins or ends something. */
  @FunctionalInterface
  public interface Step {
    /** Does it. */
    void take() throws Exception;
  }

  /** One that is over at once. */
  static Blow once(String phase) {
    return new Blow(phase, Duration.ZERO, () -> {});
  }

  /** Waits for as long as it lasts, and heals in any case. */
  void finish() throws Exception {
    try {
      Thread.sleep(lasts.toMillis());
    } finally {
      heal.take();
    }
  }
}
