package org.reimzul.controller.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Status;

/**
 * All that is known of one build. Immutable; a pure function of the set of messages about it: their
 * order and repetition make no difference, since each message is a small record of its own ({@link
 * Facts}) and putting two records together is a join. What follows from it all is told by {@link
 * Standing}.
 *
 * @param id the build id
 * @param put of a remote request: its job as it stands now
 * @param queue where its job was put the last time
 * @param transitions the states that it came into, by {@link Transition#key}
 * @param attempts by token
 * @param waits the last word of what it waits for; it may wait no more
 * @param stagedAt when its packages were collected for signing
 */
public record BuildRecord(
    String id,
    Optional<Submission> submission,
    Optional<LastPut> put,
    Optional<QueuePlace> queue,
    SortedMap<String, Transition> transitions,
    SortedMap<String, Attempt> attempts,
    Optional<Waiting> waits,
    Optional<BuildResult> result,
    Optional<Instant> stagedAt) {

  /** Copies the maps; an ended build has no result in the making. */
  public BuildRecord {
    transitions = Collections.unmodifiableSortedMap(new TreeMap<>(transitions));
    attempts = Collections.unmodifiableSortedMap(new TreeMap<>(attempts));
    if (transitions.values().stream().anyMatch(entered -> entered.state().ended())) {
      result = result.filter(known -> known.status() != Status.BUILDING);
    }
  }

  /** Nothing but the id. */
  public static BuildRecord empty(String id) {
    return new Known(id).record();
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
        Join.best(put, other.put, LastPut.BEST),
        Join.best(queue, other.queue, QueuePlace.LATEST),
        Join.all(transitions, other.transitions, (a, b) -> Join.best(a, b, Transition.EARLIEST)),
        Join.all(attempts, other.attempts, Attempt::join),
        Join.best(waits, other.waits, Waiting.LATEST),
        Join.best(result, other.result, BuildResult.BEST),
        Join.best(stagedAt, other.stagedAt, Comparator.naturalOrder()));
  }

  /** Its job as on the wire, the one that is put again should it be lost. */
  public Optional<ObjectNode> job() {
    return put.map(LastPut::json).or(() -> submission.map(Submission::json));
  }

  /** Where it stands; QUEUED when nothing says otherwise. */
  public BuildState state() {
    return Standing.state(this);
  }

  /** Why it is in its state, or, while it waits for another attempt, why the last one ended. */
  public Optional<String> reason() {
    return Standing.reason(this);
  }

  /** What it waits for; empty once it went on. */
  public Optional<Waiting> waiting() {
    return Standing.waiting(this);
  }

  /** How often the infrastructure has failed it, when its job was put the last time. */
  public long retries() {
    return queue.map(QueuePlace::retries).orElse(0L);
  }

  /** The time of the newest word of it, by its sender's clock; the epoch if there was none. */
  public Instant heard() {
    return Standing.heard(this);
  }

  /** The attempts, oldest first: the first is number 1 to people. */
  public List<Attempt> attemptsInOrder() {
    return attempts.values().stream().sorted(Attempt.IN_ORDER).toList();
  }

  /** The states that it came into, in the order of time. */
  public List<Transition> history() {
    return transitions.values().stream().sorted(Transition.IN_ORDER).toList();
  }
}
