package org.reimzul.controller.queue;

import java.io.IOException;
import java.time.Duration;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;

/**
 * Tries again while a server is away, with pauses from {@code shortest} to {@code longest}, and
 * keeps the job in hand meanwhile. For one thread.
 */
public final class Insistence {
  /** Something that needs the server, and may fail with {@code E}, which ends the waiting. */
  @FunctionalInterface
  public interface Action<T, E extends Exception> {
    /** Throws {@link IOException} while the server is away. */
    T run() throws E, IOException, InterruptedException;
  }

  private final Outage outage;
  private final Backoff backoff;

  /** {@code outage} may be shared by threads. */
  public Insistence(Outage outage, Duration shortest, Duration longest) {
    this.outage = outage;
    this.backoff = new Backoff(shortest, longest);
  }

  /** The action's value, as soon as it has one. */
  public <T, E extends Exception> T until(Lease lease, Action<T, E> action)
      throws E, LeaseLostException, InterruptedException {
    while (true) {
      try {
        T value = action.run();
        outage.up();
        backoff.reset();
        return value;
      } catch (IOException e) {
        outage.down(e.getMessage());
        lease.pause(backoff.next());
      }
    }
  }
}
