package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.AttemptId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds complete uploads without a message, commits and ends that are not settled. Removes
 * incomplete uploads that nobody has touched for long, never a complete one, and what has been in
 * quarantine for as long.
 */
public final class Leftovers implements Scan.Chore {
  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

  private final Store store;
  private final Intake intake;
  private final Ends ends;
  private final Quarantine quarantine;
  private final Duration abandoned;
  private final Clock clock;

  /** {@code abandoned} is how old an incomplete upload gets. */
  public Leftovers(
      Store store,
      Intake intake,
      Ends ends,
      Quarantine quarantine,
      Duration abandoned,
      Clock clock) {
    this.store = store;
    this.intake = intake;
    this.ends = ends;
    this.quarantine = quarantine;
    this.abandoned = abandoned;
    this.clock = clock;
  }

  @Override
  public boolean once() throws IOException, InterruptedException {
    boolean any = false;
    for (AttemptId attempt : attempts()) {
      try {
        any |= look(attempt);
      } catch (RefusedException e) {
        log.warn("attempt {} was refused: {}", attempt, e.getMessage());
        any = true;
      } catch (IOException | RuntimeException e) { // one attempt's trouble is not the others'
        log.error("attempt {} could not be looked at; again in the next scan", attempt, e);
      }
    }
    any |= ends.settleAll();
    quarantine.removeOlderThan(abandoned);
    return any;
  }

  private boolean look(AttemptId attempt)
      throws IOException, InterruptedException, RefusedException {
    if (new Upload(store.upload(attempt), attempt).complete()
        || store.commits().find(attempt.build()).isPresent()) {
      intake.take(attempt);
      return true;
    }
    removeIfAbandoned(attempt);
    return false;
  }

  private Set<AttemptId> attempts() throws IOException {
    Set<AttemptId> ids = new LinkedHashSet<>();
    for (Path dir : List.of(store.work(), store.incoming())) {
      for (Path child : Trees.children(dir)) {
        Attempts.of(child).ifPresent(ids::add);
      }
    }
    return ids;
  }

  private void removeIfAbandoned(AttemptId attempt) throws IOException {
    Path upload = store.upload(attempt);
    if (!Files.exists(upload)) {
      intake.drop(attempt);
    } else if (Trees.lastChange(upload).isBefore(clock.instant().minus(abandoned))) {
      log.warn("removing the upload of attempt {}, incomplete for {}", attempt, abandoned);
      Trees.delete(upload);
    }
  }
}
