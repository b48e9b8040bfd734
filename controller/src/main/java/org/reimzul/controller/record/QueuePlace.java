package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a build's job was put the last time.
 *
 * @param id the queue's number of it; recurs, so it is no identity
 * @param at when
 */
public record QueuePlace(String tube, long id, Instant at) {
  static final Comparator<QueuePlace> LATEST =
      Comparator.comparing(QueuePlace::at)
          .thenComparing(QueuePlace::id)
          .thenComparing(QueuePlace::tube)
          .reversed();
}
