package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.PackageFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries again while a server is away, with pauses, keeping the reservation. Not thread-safe. */
final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final Duration SLICE = Duration.ofMillis(250);

  /** Something that needs a server. */
  @FunctionalInterface
  interface Action<T> {
    /** Throws {@link InfrastructureException} while the server is away. */
    T run() throws IOException, InterruptedException, PackageFailure;
  }

  private final Outage outage;

  /** Waits for this server; the name is for the log. */
  Patience(String server) {
    this.outage = new Outage(log, server);
  }

  /** The action's value, as soon as it has one. */
  <T> T until(Heartbeat beat, Action<T> action)
      throws IOException, InterruptedException, PackageFailure {
    Backoff backoff = Backoff.forServers();
    while (true) {
      try {
        T value = action.run();
        outage.up();
        return value;
      } catch (InfrastructureException e) {
        outage.down(e.getMessage());
        pause(backoff.next(), beat);
      }
    }
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
