package org.reimzul.core.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells threads that they should take nothing new. Set once, never reset. Thread-safe. */
public final class StopSignal {
  private final CountDownLatch latch = new CountDownLatch(1);

  /** Asks for the stop. Idempotent. */
  public void request() {
    latch.countDown();
  }

  /** True once a stop was asked for. */
  public boolean requested() {
    return latch.getCount() == 0;
  }

  /** Waits for the stop, this long at most; returns whether it was asked for. */
  public boolean await(Duration atMost) throws InterruptedException {
    return latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }
}
