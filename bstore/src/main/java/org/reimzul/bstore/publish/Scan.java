package org.reimzul.bstore.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.reimzul.core.lifecycle.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then for what a crash, a lost message or the time has left behind. */
public final class Scan {
  private static final Logger log = LoggerFactory.getLogger(Scan.class);

  /** One thing to look for. */
  @FunctionalInterface
  public interface Chore {
    /** Looks once and brings in order what it finds; true when there was work for others, too. */
    boolean once() throws IOException, InterruptedException;
  }

  private final List<Chore> chores;
  private final Runnable found;

  /** {@code found} is called when a chore has found something. */
  public Scan(List<Chore> chores, Runnable found) {
    this.chores = List.copyOf(chores);
    this.found = found;
  }

  /** Scans now and then every so often. */
  public void run(StopSignal stop, Duration every) throws InterruptedException {
    do {
      once();
    } while (!stop.await(every));
  }

  /** One scan. */
  public void once() throws InterruptedException {
    for (Chore chore : chores) {
      try {
        if (chore.once()) {
          found.run();
        }
      } catch (IOException | RuntimeException e) { // one's trouble is not the others'
        log.error("a part of the scan failed; the next scan tries again", e);
      }
    }
  }
}
