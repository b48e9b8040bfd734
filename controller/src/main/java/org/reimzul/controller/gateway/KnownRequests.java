package org.reimzul.controller.gateway;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that were accepted before: those of this process, of which the record may not have heard
 * yet, and those that the record knows. For one thread.
 */
final class KnownRequests {
  private static final Logger log = LoggerFactory.getLogger(KnownRequests.class);
  private static final int MOST = 10_000;

  private final BuildQueries record;
  private final Outage outage = new Outage(log, "the record (requests are taken without it)");
  private final Set<BuildId> recent =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<BuildId, Boolean> eldest) {
              return size() > MOST;
            }
          });

  KnownRequests(BuildQueries record) {
    this.record = record;
  }

  /** What the record has of it; empty also while the record is away. */
  Optional<BuildRecord> record(BuildId build) throws InterruptedException {
    try {
      Optional<BuildRecord> found = record.find(build);
      outage.up();
      return found;
    } catch (RecordAwayException e) {
      outage.down(e.getMessage());
      return Optional.empty();
    }
  }

  /** True when this process has queued it. */
  boolean queuedHere(BuildId build) {
    return recent.contains(build);
  }

  /** This process has queued it. */
  void queued(BuildId build) {
    recent.add(build);
  }
}
