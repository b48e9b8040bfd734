package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.lifecycle.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what a crash or a lost hint left behind: complete uploads, unsettled commits. Removes
 * incomplete uploads that nobody has touched for long; never a complete one.
 */
public final class Scan {
  private static final Logger log = LoggerFactory.getLogger(Scan.class);

  private final Store store;
  private final Intake intake;
  private final Runnable found;
  private final Duration abandoned;
  private final Clock clock;

  /** {@code found} is called when a scan has found something. */
  public Scan(Store store, Intake intake, Runnable found, Duration abandoned, Clock clock) {
    this.store = store;
    this.intake = intake;
    this.found = found;
    this.abandoned = abandoned;
    this.clock = clock;
  }

  /** Scans now and then every so often. */
  public void run(StopSignal stop, Duration every) throws InterruptedException {
    do {
      try {
        once();
      } catch (IOException e) {
        log.error("the scan failed; the next one is in {}", every, e);
      }
    } while (!stop.await(every));
  }

  /** One scan. */
  public void once() throws IOException, InterruptedException {
    for (AttemptId attempt : attempts()) {
      try {
        look(attempt);
      } catch (RefusedException e) {
        log.warn("attempt {} was refused: {}", attempt, e.getMessage());
      } catch (IOException | RuntimeException e) { // one attempt's trouble is not the others'
        log.error("attempt {} could not be looked at; again in the next scan", attempt, e);
      }
    }
  }

  private void look(AttemptId attempt) throws IOException, InterruptedException, RefusedException {
    if (new Upload(store.upload(attempt), attempt).complete()
        || store.commits().find(attempt.build()).isPresent()) {
      intake.take(attempt);
      found.run();
    } else {
      removeIfAbandoned(attempt);
    }
  }

  private List<AttemptId> attempts() throws IOException {
    List<AttemptId> ids = new ArrayList<>();
    for (Path dir : List.of(store.work(), store.incoming())) {
      for (Path child : Trees.children(dir)) {
        parse(child.getFileName().toString().replaceAll("\\.json$", ""))
            .filter(id -> !ids.contains(id))
            .ifPresent(ids::add);
      }
    }
    return ids;
  }

  private static Optional<AttemptId> parse(String name) {
    try {
      return Optional.of(AttemptId.parse(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not an attempt's
    }
  }

  private void removeIfAbandoned(AttemptId attempt) throws IOException {
    Path upload = store.upload(attempt);
    if (!Files.exists(upload)) {
      Trees.delete(store.work().resolve(attempt.toString()));
      Files.deleteIfExists(store.work().resolve(attempt + ".json"));
    } else if (Trees.lastChange(upload).isBefore(clock.instant().minus(abandoned))) {
      log.warn("removing the upload of attempt {}, incomplete for {}", attempt, abandoned);
      Trees.delete(upload);
    }
  }
}
