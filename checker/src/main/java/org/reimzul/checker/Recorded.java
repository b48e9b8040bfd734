package org.reimzul.checker;

import java.util.Optional;
import java.util.Set;

/**
 * A build as its document in MongoDB tells it.
 *
 * @param work its parts are empty where the record doesn't know them
 * @param state as it is written there
 * @param past the states that it has been in
 */
record Recorded(String build, Work work, String state, Set<String> past, String reason) {
  /** Its end; empty while it has none. */
  Optional<State> end() {
    return parse(state);
  }

  static Optional<State> parse(String text) {
    for (State state : State.values()) {
      if (state.name().equals(text)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
