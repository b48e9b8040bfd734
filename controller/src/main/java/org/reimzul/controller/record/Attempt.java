package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.reimzul.core.job.AttemptState;

/**
 * One worker's try at a build.
 *
 * @param started the first word of it
 * @param since when it came into its state
 * @param reason why it is in that state; empty if there is nothing to say
 * @param notes what its worker noted: with which configuration, whose fault
 */
public record Attempt(
    String token,
    String host,
    Instant started,
    AttemptState state,
    Instant since,
    String reason,
    AttemptNotes notes) {
  /** In the order of their numbers. */
  static final Comparator<Attempt> IN_ORDER =
      Comparator.comparing(Attempt::started).thenComparing(Attempt::token);

  /** What was handed over stays so, even where the worker lost its reservation right after. */
  private static final Comparator<Attempt> FURTHEST =
      Comparator.comparing((Attempt attempt) -> attempt.state() == AttemptState.DONE)
          .thenComparing(Attempt::state)
          .reversed()
          .thenComparing(Attempt::since)
          .thenComparing(Attempt::reason);

  /** The same of which nothing is noted. */
  Attempt(
      String token,
      String host,
      Instant started,
      AttemptState state,
      Instant since,
      String reason) {
    this(token, host, started, state, since, reason, AttemptNotes.NONE);
  }

  /** When it ended; empty while it goes on. */
  public Optional<Instant> ended() {
    return state.ended() ? Optional.of(since) : Optional.empty();
  }

  /** What both know of the same attempt together. */
  Attempt join(Attempt other) {
    Attempt furthest = Join.best(this, other, FURTHEST);
    Attempt first =
        Join.best(this, other, Comparator.comparing(Attempt::started).thenComparing(Attempt::host));
    return new Attempt(
        token,
        first.host,
        first.started,
        furthest.state,
        furthest.since,
        furthest.reason,
        notes.join(other.notes));
  }
}
