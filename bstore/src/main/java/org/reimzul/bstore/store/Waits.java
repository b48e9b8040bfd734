package org.reimzul.bstore.store;

import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the record why builds wait here, once for each build and reason. Only for people: where
 * even this can't be written, the log has to do. Thread-safe.
 */
public final class Waits {
  private static final Logger log = LoggerFactory.getLogger(Waits.class);
  private static final int REMEMBERED = 1000;

  private final Map<BuildId, String> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BuildId, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final Store store;
  private final String by;
  private final Clock clock;

  /** {@code by} names role and host in events. */
  public Waits(Store store, String by, Clock clock) {
    this.store = store;
    this.by = by;
    this.clock = clock;
  }

  /** These builds wait for this. */
  public synchronized void say(Collection<BuildId> builds, String reason) {
    try {
      for (BuildId build : builds) {
        if (!reason.equals(told.get(build))) {
          store.events().add(FarmEvent.of(EventKind.WAITS, clock.instant(), by, build, reason));
          told.put(build, reason);
        }
      }
    } catch (IOException e) {
      log.warn("nobody is told that {} builds wait: {}", builds.size(), e.toString());
    }
  }
}
