package org.reimzul.core.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops a program together with what it started. */
public final class ProcessTree {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private ProcessTree() {}

  /**
   * Terminates, waits up to five seconds, then kills. Returns at once where nothing lives. The
   * caller's interrupt is kept.
   */
  public static void stop(ProcessHandle root) {
    List<ProcessHandle> family = new ArrayList<>(root.descendants().toList());
    Collections.reverse(family); // children before parents, so that no parent starts another
    family.add(root);
    if (family.stream().noneMatch(ProcessHandle::isAlive)) {
      return;
    }
    root.destroy();
    family.forEach(ProcessHandle::destroy);
    boolean interrupted = awaitAll(family, GRACE);
    root.descendants().forEach(ProcessHandle::destroyForcibly);
    family.forEach(ProcessHandle::destroyForcibly);
    interrupted |= awaitAll(family, GRACE);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean awaitAll(List<ProcessHandle> family, Duration patience) {
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + patience.toNanos();
    for (ProcessHandle each : family) {
      try {
        each.onExit().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException e) {
        // still there: the caller kills next
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
