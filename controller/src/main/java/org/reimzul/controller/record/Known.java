package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reimzul.core.job.FarmJob;

/** Gathers what becomes a {@link BuildRecord}. For one thread. */
final class Known {
  private final String id;
  private final SortedMap<String, Transition> transitions = new TreeMap<>();
  private final SortedMap<String, Attempt> attempts = new TreeMap<>();
  private Optional<Submission> submission = Optional.empty();
  private Optional<LastPut> put = Optional.empty();
  private Optional<QueuePlace> queue = Optional.empty();
  private Optional<Waiting> waits = Optional.empty();
  private Optional<BuildResult> result = Optional.empty();
  private Optional<Instant> stagedAt = Optional.empty();

  /** Of the build with this id. */
  Known(String id) {
    this.id = id;
  }

  Known with(Transition entered) {
    transitions.merge(entered.key(), entered, (a, b) -> Join.best(a, b, Transition.EARLIEST));
    return this;
  }

  Known with(Attempt attempt) {
    attempts.merge(attempt.token(), attempt, Attempt::join);
    return this;
  }

  /** The job, as somebody tells of it who need not be its submitter. */
  Known told(FarmJob job, Instant at) {
    return with(Submission.seenIn(job)).with(LastPut.seenIn(job, at));
  }

  Known with(Submission asked) {
    submission = Optional.of(asked);
    return this;
  }

  /** Nothing where it is empty. */
  Known with(Optional<LastPut> job) {
    put = job.or(() -> put);
    return this;
  }

  Known with(QueuePlace place) {
    queue = Optional.of(place);
    return this;
  }

  Known with(Waiting waiting) {
    waits = Optional.of(waiting);
    return this;
  }

  Known with(BuildResult outcome) {
    result = Optional.of(outcome);
    return this;
  }

  Known staged(Instant at) {
    stagedAt = Optional.of(at);
    return this;
  }

  BuildRecord record() {
    return new BuildRecord(
        id, submission, put, queue, transitions, attempts, waits, result, stagedAt);
  }
}
