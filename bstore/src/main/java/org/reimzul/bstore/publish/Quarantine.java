package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.lifecycle.CrashPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads that can't be committed, kept for a while for a person to look at. */
public final class Quarantine {
  private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

  private final Store store;
  private final String by;
  private final Clock clock;

  /** {@code by} names role and host in events. */
  public Quarantine(Store store, String by, Clock clock) {
    this.store = store;
    this.by = by;
    this.clock = clock;
  }

  /** Sets an upload aside; the record is told first, and again if a crash repeats this. */
  void put(AttemptId attempt, String reason) throws IOException {
    log.error("the upload of attempt {} goes to quarantine: {}", attempt, reason);
    store.events().add(event(attempt, reason));
    CrashPoint.reach("bstore.quarantine.told");
    Files.writeString(store.quarantine().resolve(attempt + ".reason"), reason + "\n");
    Path there = store.quarantine().resolve(attempt.toString());
    Trees.delete(there);
    Durable.move(store.upload(attempt), there);
    CrashPoint.reach("bstore.quarantine.moved");
  }

  private FarmEvent event(AttemptId attempt, String reason) {
    var data =
        Json.object()
            .put("tube", "incoming")
            .put("queue_id", 0L)
            .put("size", 0L)
            .put("body", attempt.toString());
    return new FarmEvent(
        attempt + ".rejected",
        EventKind.REJECTED,
        clock.instant(),
        by,
        Optional.of(attempt.build()),
        Optional.of("the upload " + attempt + " is in quarantine: " + reason),
        data);
  }

  /** Removes what was set aside before this long. */
  void removeOlderThan(Duration age) throws IOException {
    Instant oldest = clock.instant().minus(age);
    for (Path reason : Trees.children(store.quarantine())) {
      String name = reason.getFileName().toString();
      if (name.endsWith(".reason")
          && Files.getLastModifiedTime(reason).toInstant().isBefore(oldest)) {
        Trees.delete(reason.resolveSibling(name.substring(0, name.length() - 7)));
        Files.deleteIfExists(reason);
        log.info("removed {} from quarantine after {}", name, age);
      }
    }
  }
}
