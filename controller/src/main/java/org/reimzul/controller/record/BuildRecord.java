package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.MalformedMessageException;

/**
 * All that is known of one build. Immutable; a pure function of the set of messages about it: their
 * order and repetition make no difference, since each message is a small record of its own ({@link
 * Facts}) and putting two records together is a join.
 *
 * @param id the build id
 * @param transitions the states that it has been seen in
 * @param attempts by token
 * @param stagedAt when its packages were collected for signing
 */
public record BuildRecord(
    String id,
    Optional<Submission> submission,
    Optional<QueuePlace> queue,
    SortedMap<BuildState, Transition> transitions,
    SortedMap<String, Attempt> attempts,
    Optional<BuildResult> result,
    Optional<Instant> stagedAt) {

  /** Copies the maps. */
  public BuildRecord {
    transitions = Collections.unmodifiableSortedMap(new TreeMap<>(transitions));
    attempts = Collections.unmodifiableSortedMap(new TreeMap<>(attempts));
  }

  /** Nothing but the id. */
  public static BuildRecord empty(String id) {
    return new BuildRecord(
        id,
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty());
  }

  /** With what the event says; an event whose data are not what its kind carries is malformed. */
  public BuildRecord apply(FarmEvent event) throws MalformedMessageException {
    return join(Facts.of(event));
  }

  /**
   * With what a message in {@code notify} says.
   *
   * @param queued when it was put there; the message doesn't say
   */
  public BuildRecord apply(BuildEvent event, Instant queued) {
    return join(Facts.of(event, queued));
  }

  BuildRecord join(BuildRecord other) {
    return new BuildRecord(
        id,
        Join.best(submission, other.submission, Submission.BEST),
        Join.best(queue, other.queue, QueuePlace.LATEST),
        Join.all(transitions, other.transitions, (a, b) -> Join.best(a, b, Transition.EARLIEST)),
        Join.all(attempts, other.attempts, Attempt::join),
        Join.best(result, other.result, BuildResult.BEST),
        Join.best(stagedAt, other.stagedAt, Comparator.naturalOrder()));
  }

  BuildRecord with(Submission known) {
    return new BuildRecord(id, Optional.of(known), queue, transitions, attempts, result, stagedAt);
  }

  BuildRecord with(QueuePlace place) {
    return new BuildRecord(
        id, submission, Optional.of(place), transitions, attempts, result, stagedAt);
  }

  BuildRecord with(Transition transition) {
    return new BuildRecord(
        id,
        submission,
        queue,
        new TreeMap<>(Map.of(transition.state(), transition)),
        attempts,
        result,
        stagedAt);
  }

  BuildRecord with(Attempt attempt) {
    return new BuildRecord(
        id,
        submission,
        queue,
        transitions,
        new TreeMap<>(Map.of(attempt.token(), attempt)),
        result,
        stagedAt);
  }

  BuildRecord with(BuildResult known) {
    return new BuildRecord(
        id, submission, queue, transitions, attempts, Optional.of(known), stagedAt);
  }

  BuildRecord staged(Instant at) {
    return new BuildRecord(id, submission, queue, transitions, attempts, result, Optional.of(at));
  }

  /** The furthest state that it has been seen in; QUEUED when nothing says otherwise. */
  public BuildState state() {
    return transitions.isEmpty() ? BuildState.QUEUED : transitions.lastKey();
  }

  /** Why it is in its state, or, while it waits for another attempt, why the last one ended. */
  public Optional<String> reason() {
    Optional<String> own = Optional.ofNullable(transitions.get(state())).map(Transition::reason);
    List<Attempt> tries = attemptsInOrder();
    if (own.filter(text -> !text.isEmpty()).isPresent() || !state().waiting() || tries.isEmpty()) {
      return own.filter(text -> !text.isEmpty());
    }
    return Optional.of(tries.get(tries.size() - 1).reason()).filter(text -> !text.isEmpty());
  }

  /** The attempts, oldest first: the first is number 1 to people. */
  public List<Attempt> attemptsInOrder() {
    return attempts.values().stream().sorted(Attempt.IN_ORDER).toList();
  }

  /** The states that it has been seen in, in the order of time. */
  public List<Transition> history() {
    return transitions.values().stream()
        .sorted(Comparator.comparing(Transition::at).thenComparing(Transition::state))
        .toList();
  }
}
