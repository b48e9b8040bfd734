package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;

/** What follows from all that is known of a build: where it stands, why, and what it waits for. */
final class Standing {
  private static final Comparator<Transition> FURTHEST =
      Comparator.comparing((Transition entered) -> entered.state().ended())
          .thenComparing(entered -> entered.state().ended() ? entered.state() : BuildState.QUEUED)
          .thenComparing(entered -> !entered.first())
          .thenComparing(Transition.IN_ORDER);

  private Standing() {}

  /** The transition that counts: the furthest end, or else the latest of the others. */
  private static Optional<Transition> current(BuildRecord build) {
    return build.transitions().values().stream()
        .filter(entered -> !overtaken(build, entered))
        .max(FURTHEST);
  }

  /** The beginning of an attempt that has handed over, whatever the clocks say. */
  private static boolean overtaken(BuildRecord build, Transition entered) {
    return entered.state() == BuildState.BUILDING
        && build.transitions().containsKey(Transition.key(BuildState.BUILT, entered.of()));
  }

  static BuildState state(BuildRecord build) {
    return current(build).map(Transition::state).orElse(BuildState.QUEUED);
  }

  /**
   * True for a build that was heard of, but not of its end; of a withdrawal perhaps, and not of the
   * success before it.
   */
  static boolean unheard(BuildRecord build) {
    BuildState state = state(build);
    boolean untold = state == BuildState.WITHDRAWN && build.result().isEmpty();
    return !build.transitions().isEmpty() && (untold || !state.ended());
  }

  static Optional<String> reason(BuildRecord build) {
    Optional<String> own = current(build).map(Transition::reason).filter(text -> !text.isEmpty());
    List<Attempt> tries = build.attemptsInOrder();
    if (own.isPresent() || !state(build).waiting() || tries.isEmpty()) {
      return own;
    }
    return Optional.of(tries.get(tries.size() - 1).reason()).filter(text -> !text.isEmpty());
  }

  static Optional<Waiting> waiting(BuildRecord build) {
    BuildState state = state(build);
    if (state.ended() || state == BuildState.HELD) {
      return Optional.empty();
    }
    Instant progress = current(build).map(Transition::at).orElse(Instant.EPOCH);
    Instant last =
        build.attempts().values().stream()
            .map(Attempt::since)
            .max(Comparator.naturalOrder())
            .filter(since -> since.isAfter(progress))
            .orElse(progress);
    Optional<Waiting> told = build.waits().filter(waits -> !waits.at().isBefore(last));
    return told.or(() -> state == BuildState.QUEUED ? put(build) : Optional.empty())
        .filter(waits -> !waits.reason().isEmpty());
  }

  /** Why it was put once more. */
  private static Optional<Waiting> put(BuildRecord build) {
    return current(build)
        .filter(entered -> !entered.reason().isEmpty())
        .map(entered -> new Waiting(entered.reason(), entered.at()));
  }

  /**
   * When an attempt whose end nobody told must have been over: another one has begun, or the build
   * has ended.
   */
  static Optional<Instant> silentlyOver(BuildRecord build, Attempt attempt) {
    if (attempt.state().ended()) {
      return Optional.empty();
    }
    return build.attemptsInOrder().stream()
        .filter(other -> Attempt.IN_ORDER.compare(other, attempt) > 0)
        .map(Attempt::started)
        .findFirst()
        .or(() -> current(build).filter(now -> now.state().ended()).map(Transition::at));
  }

  /** True when the attempt has ended without a result; without a token, when all of them have. */
  static boolean over(BuildRecord build, Optional<AttemptToken> token) {
    BuildState state = state(build);
    return state.ended()
        || state == BuildState.HELD
        || token
            .map(known -> build.attempts().get(known.value()))
            .filter(attempt -> attempt.state().ended() && attempt.state() != AttemptState.DONE)
            .isPresent();
  }

  static Instant heard(BuildRecord build) {
    return Stream.of(
            build.transitions().values().stream().map(Transition::at),
            build.attempts().values().stream().map(Attempt::since),
            build.queue().map(QueuePlace::at).stream(),
            build.submission().flatMap(Submission::at).stream(),
            build.waits().map(Waiting::at).stream())
        .flatMap(times -> times)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }
}
