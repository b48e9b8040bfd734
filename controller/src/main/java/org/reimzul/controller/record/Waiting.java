package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Comparator;

/**
 * That a build waits.
 *
 * @param reason one line for a person
 * @param at since when
 */
public record Waiting(String reason, Instant at) {
  static final Comparator<Waiting> LATEST =
      Comparator.comparing(Waiting::at).thenComparing(Waiting::reason).reversed();
}
