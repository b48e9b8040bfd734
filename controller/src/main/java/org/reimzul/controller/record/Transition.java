package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Comparator;

/**
 * The first time that a build was seen in a state.
 *
 * @param by role and host that said so
 * @param reason one line for a person; empty if there is nothing to say
 */
public record Transition(BuildState state, Instant at, String by, String reason) {
  static final Comparator<Transition> EARLIEST =
      Comparator.comparing(Transition::at)
          .thenComparing(Transition::by)
          .thenComparing(Transition::reason);
}
