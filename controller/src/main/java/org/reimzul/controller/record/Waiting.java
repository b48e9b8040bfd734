package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Comparator;

/**
 * That a build waits, or that it goes on.
 *
 * @param reason one line for a person; empty if it waits no more
 * @param at since when
 */
public record Waiting(String reason, Instant at) {
  static final Comparator<Waiting> LATEST =
      Comparator.comparing(Waiting::at).thenComparing(Waiting::reason).reversed();
}
