package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a build's job was put the last time.
 *
 * @param id the queue's number of it; recurs, so it is no identity
 * @param at when
 * @param retries how often the infrastructure had failed it by then
 * @param delay in seconds, before anybody could have it
 */
public record QueuePlace(String tube, long id, Instant at, long retries, long delay) {
  static final Comparator<QueuePlace> LATEST =
      Comparator.comparing(QueuePlace::at)
          .thenComparing(QueuePlace::id)
          .thenComparing(QueuePlace::tube)
          .thenComparing(QueuePlace::retries)
          .thenComparing(QueuePlace::delay)
          .reversed();
}
