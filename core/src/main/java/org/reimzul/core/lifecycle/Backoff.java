package org.reimzul.core.lifecycle;

import java.time.Duration;

/** Doubling pauses between tries, from {@code first} up to {@code most}. Not thread-safe. */
public final class Backoff {
  private final Duration first;
  private final Duration most;
  private Duration next;

  /** Begins at {@code first}. */
  public Backoff(Duration first, Duration most) {
    this.first = first;
    this.most = most;
    this.next = first;
  }

  /** From half a second to ten: for a server that is down. */
  public static Backoff forServers() {
    return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
  }

  /** The pause before the next try; the one after it is twice as long. */
  public Duration next() {
    Duration now = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(most) > 0 ? most : doubled;
    return now;
  }

  /** It worked: begin anew. */
  public void reset() {
    next = first;
  }
}
