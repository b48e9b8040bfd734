package org.reimzul.checker;

import java.util.List;
import java.util.Optional;

/**
 * All that is known of one build.
 *
 * @param asked what its submitter was told; a chained arch's build shares its parent's
 * @param recorded empty when the record doesn't know it
 * @param ends its results in the history
 */
record BuildCase(
    String id, Acknowledged asked, Optional<Recorded> recorded, List<HistoryEntry> ends) {
  /** True for a build that was made for another arch after the one that was asked for. */
  boolean chained() {
    return !id.equals(asked.build());
  }

  /** Its end in the record. */
  Optional<State> state() {
    return recorded.flatMap(Recorded::end);
  }

  /** True for the state of one that was published, whatever came then. */
  static boolean wasPublished(State state) {
    return state.end() == State.PUBLISHED;
  }

  boolean withdrawn() {
    return state().equals(Optional.of(State.WITHDRAWN));
  }

  /** Its successes in the history: one at most, if all is well. */
  List<HistoryEntry> successes() {
    return ends.stream().filter(end -> end.result().status().equals(Result.SUCCESS)).toList();
  }
}
