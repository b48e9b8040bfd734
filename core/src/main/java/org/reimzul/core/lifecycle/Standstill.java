package org.reimzul.core.lifecycle;

import java.time.Duration;

/**
 * Notices that the whole process has stood still, as between SIGSTOP and SIGCONT: what was promised
 * to others before may be theirs now. Thread-safe.
 */
public final class Standstill implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(200);

  private final Thread ticker;
  private long lastTick = System.nanoTime();
  private long longest;

  /** Begins to look. */
  public Standstill() {
    ticker = new Thread(this::tick, "standstill");
    ticker.setDaemon(true);
    ticker.start();
  }

  private void tick() {
    try {
      while (true) {
        note();
        Thread.sleep(TICK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private synchronized void note() {
    long now = System.nanoTime();
    longest = Math.max(longest, now - lastTick);
    lastTick = now;
  }

  /** Forgets what was before. */
  public synchronized void reset() {
    lastTick = System.nanoTime();
    longest = 0;
  }

  /** The longest stretch without a sign of life since {@link #reset}; a moment is normal. */
  public synchronized Duration longest() {
    note();
    return Duration.ofNanos(longest);
  }

  @Override
  public void close() {
    ticker.interrupt();
  }
}
