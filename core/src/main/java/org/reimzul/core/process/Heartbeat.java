package org.reimzul.core.process;

import java.io.IOException;

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
}
