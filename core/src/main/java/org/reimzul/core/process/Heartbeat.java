package org.reimzul.core.process;

import java.io.IOException;
import java.util.Optional;

/** Called about twice a second by the thread that waits for a program, and once at its end. */
@FunctionalInterface
public interface Heartbeat {
  /** Does nothing. */
  Heartbeat NONE = () -> {};

  /**
   * Keeps alive what has to be kept alive.
   *
   * @throws IOException when the program must not go on; it is then stopped, and the exception
   *     reaches the caller of {@link ProcessRunner}
   */
  void beat() throws IOException, InterruptedException;

  /**
   * Told by who waits for something long enough that people may wonder.
   *
   * @param reason what for, in one line; empty once it goes on
   */
  default void waits(Optional<String> reason) throws InterruptedException {
    // most have nobody to tell
  }

  /** This one, and with each of its beats another's. */
  default Heartbeat and(Heartbeat other) {
    Heartbeat first = this;
    return new Heartbeat() {
      @Override
      public void beat() throws IOException, InterruptedException {
        first.beat();
        other.beat();
      }

      @Override
      public void waits(Optional<String> reason) throws InterruptedException {
        first.waits(reason);
      }
    };
  }
}
