package org.reimzul.testkit;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition instead of sleeping a guess. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Await() {}

  /**
   * Waits until {@code condition} is true.
   *
   * @param limit how long to wait at most
   * @param what the condition in words, for the error
   * @throws AssertionError when it does not become true in time; its cause is the last exception
   *     that the condition threw, if it threw one
   */
  public static void until(Duration limit, String what, Callable<Boolean> condition) {
    value(limit, what, () -> condition.call() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until {@code source} gives a value, and returns it; otherwise as {@link #until}. */
  public static <T> T value(Duration limit, String what, Callable<Optional<T>> source) {
    long end = System.nanoTime() + limit.toNanos();
    Throwable last = null;
    do {
      try {
        Optional<T> value = source.call();
        if (value.isPresent()) {
          return value.get();
        }
      } catch (Exception | AssertionError e) {
        last = e;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      if (Thread.interrupted()) {
        throw new AssertionError("interrupted while waiting for: " + what);
      }
    } while (System.nanoTime() < end);
    throw new AssertionError("not within " + limit.toSeconds() + " s: " + what, last);
  }

  /** True when something accepts connections on 127.0.0.1:{@code port}. */
  public static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), (int) TimeUnit.SECONDS.toMillis(1));
      return true;
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
