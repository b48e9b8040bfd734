package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again while a server is away, with pauses, keeping the reservation; but not for ever, so
 * that the build may go where the server can be reached. Not thread-safe.
 */
final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final Duration WORTH_TELLING = Duration.ofSeconds(5);
  private static final Duration SLICE = Duration.ofMillis(250);

  /** Something that needs a server, and may fail with {@code E}, which ends the waiting. */
  @FunctionalInterface
  interface Action<T, E extends Exception> {
    /** Throws {@link InfrastructureException} while the server is away. */
    T run() throws E, IOException, InterruptedException;
  }

  /** The same without a value. */
  @FunctionalInterface
  interface Step {
    /** Throws {@link InfrastructureException} while the server is away. */
    void run() throws IOException, InterruptedException;
  }

  private final String server;
  private final Duration longest;
  private final Outage outage;
  private String complaint = "";

  /**
   * @param server its name, for people
   * @param longest how long to wait for it; zero for as long as the heartbeat lets it
   */
  Patience(String server, Duration longest) {
    this.server = server;
    this.longest = longest;
    this.outage = new Outage(log, server);
  }

  /** What was wrong in the last wait, with a colon in front; empty if nothing was. */
  String complaint() {
    return complaint;
  }

  /**
   * The action's value, as soon as it has one.
   *
   * @throws InfrastructureException when the server is away for too long
   */
  <T, E extends Exception> T until(Heartbeat beat, Action<T, E> action)
      throws E, IOException, InterruptedException {
    Backoff backoff = Backoff.forServers();
    long start = System.nanoTime();
    boolean told = false;
    complaint = "";
    while (true) {
      try {
        T value = action.run();
        outage.up();
        if (told) {
          beat.waits(Optional.empty());
        }
        return value;
      } catch (InfrastructureException e) {
        outage.down(e.getMessage());
        complaint = ": " + e.getMessage();
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        requireNotTooLong(waited);
        if (!told && waited.compareTo(WORTH_TELLING) >= 0) {
          beat.waits(Optional.of(server + complaint));
          told = true;
        }
        pause(backoff.next(), beat);
      }
    }
  }

  private void requireNotTooLong(Duration waited) throws InfrastructureException {
    if (!longest.isZero() && waited.compareTo(longest) > 0) {
      throw InfrastructureException.away(
          server + " was away for " + longest.toSeconds() + " s" + complaint);
    }
  }

  /** Repeats a step until it has ended well; otherwise as {@link #until}. */
  void insist(Heartbeat beat, Step step) throws IOException, InterruptedException {
    until(
        beat,
        () -> {
          step.run();
          return true;
        });
  }

  private static void pause(Duration length, Heartbeat beat)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() - end < 0) {
      beat.beat();
      Thread.sleep(SLICE.toMillis());
    }
  }
}
