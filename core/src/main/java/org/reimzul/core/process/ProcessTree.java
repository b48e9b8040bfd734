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
  private static final Duration GRACE = Duration.ofSeconds(3);

  private ProcessTree() {}

  /**
   * Terminates, waits up to three seconds, then kills. Returns at once where nothing lives. The
   * caller's interrupt is kept.
   */
  public static void stop(ProcessHandle root) {
    stopAll(List.of(root));
  }

  /** The same for several, all at once. */
  public static void stopAll(List<ProcessHandle> roots) {
    List<ProcessHandle> family = new ArrayList<>();
    for (ProcessHandle root : roots) {
      List<ProcessHandle> branch = new ArrayList<>(root.descendants().toList());
      Collections.reverse(branch); // children before parents, so that no parent starts another
      family.addAll(branch);
    }
    family.addAll(roots);
    if (family.stream().noneMatch(ProcessHandle::isAlive)) {
      return;
    }
    roots.forEach(ProcessHandle::destroy);
    family.forEach(ProcessHandle::destroy);
    boolean interrupted = awaitAll(family, GRACE);
    roots.stream()
        .flatMap(ProcessHandle::descendants)
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
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
