package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Comparator;

/**
 * That a build came into a state. A state that can be entered again has one for each time.
 *
 * @param of which time: the attempt's token for {@code BUILDING} and {@code BUILT}, the moment for
 *     {@code HELD} and a repeated {@code QUEUED}; empty where a build comes but once
 * @param at the first word of it
 * @param by role and host that said so
 * @param reason one line for a person; empty if there is nothing to say
 */
public record Transition(BuildState state, String of, Instant at, String by, String reason) {
  static final Comparator<Transition> EARLIEST =
      Comparator.comparing(Transition::at)
          .thenComparing(Transition::by)
          .thenComparing(Transition::reason);

  /** In the order of time. */
  static final Comparator<Transition> IN_ORDER =
      Comparator.comparing(Transition::at)
          .thenComparing(Transition::state)
          .thenComparing(Transition::of);

  /** Into a state that a build comes into once. */
  static Transition once(BuildState state, Instant at, String by, String reason) {
    return new Transition(state, "", at, by, reason);
  }

  /** Into a state that a build may come into at any time. */
  static Transition again(BuildState state, Instant at, String by, String reason) {
    return new Transition(state, at.toString(), at, by, reason);
  }

  /** What tells it from the build's others. */
  String key() {
    return key(state, of);
  }

  static String key(BuildState state, String of) {
    return state + " " + of;
  }

  /** True for the first place in the queue: whatever else is known came after it. */
  boolean first() {
    return state == BuildState.QUEUED && of.isEmpty();
  }
}
