package org.reimzul.controller.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.reimzul.controller.record.QueuePlace;
import org.reimzul.core.job.BuildId;

/**
 * Builds that were not where the record says. One look is not enough: between reading the record
 * and looking into the queue a job may have moved. Only who is missing from the same place in the
 * next look, too, is gone. For one thread.
 */
final class Suspects {
  private Map<BuildId, Optional<QueuePlace>> before = Map.of();
  private Map<BuildId, Optional<QueuePlace>> now = new HashMap<>();

  /** A new look begins. */
  void begin() {
    before = now;
    now = new HashMap<>();
  }

  /** The build isn't at this place; true if the look before found that, too. */
  boolean missing(BuildId build, Optional<QueuePlace> place) {
    now.put(build, place);
    return place.equals(before.get(build));
  }
}
