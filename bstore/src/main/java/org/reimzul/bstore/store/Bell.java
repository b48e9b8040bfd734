package org.reimzul.bstore.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the thread that works on a to-do list. Only a matter of speed: who waits also looks by
 * itself, as another process may have written. Thread-safe.
 */
public final class Bell {
  private final Semaphore rung = new Semaphore(0);

  /** There is something to do. */
  public void ring() {
    rung.release();
  }

  /**
   * Returns at the next ring, at once if there was one since the last wait, or after this long;
   * true when it rang.
   */
  public boolean await(Duration atMost) throws InterruptedException {
    if (!rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    rung.drainPermits();
    return true;
  }
}
