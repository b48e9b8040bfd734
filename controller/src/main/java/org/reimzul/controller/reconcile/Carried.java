package org.reimzul.controller.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reimzul.controller.record.Attempt;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.BuildState;
import org.reimzul.controller.record.Submission;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.job.Status;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Priority;

/**
 * A build whose job is, or should be, in the queue, with the builds that are made in that job: the
 * build itself and its chained ones, as far as they have no end.
 *
 * @param build the one that the job names
 * @param unended itself or chained builds
 */
record Carried(BuildRecord build, List<BuildRecord> unended) {
  BuildId id() {
    return new BuildId(build.id());
  }

  /** The same without those that have an end. */
  Carried without(Set<BuildRecord> ended) {
    return new Carried(build, unended.stream().filter(each -> !ended.contains(each)).toList());
  }

  /** The job as last put, with the failures that the record knows of; empty if it knows none. */
  Optional<FarmJob> job() {
    Optional<FarmJob> known = build.job().flatMap(Carried::decode);
    return known.map(job -> job.withBuildId(id()).withTries(tries()));
  }

  private static Optional<FarmJob> decode(ObjectNode job) {
    try {
      return Optional.of(FarmJob.decode(Json.write(job)));
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.empty(); // was checked on its way in; a person has edited the document
    }
  }

  private Tries tries() {
    Set<String> failed = new HashSet<>();
    Tries tries = Tries.NONE;
    for (Attempt attempt : build.attemptsInOrder()) {
      boolean failure =
          attempt.state() == AttemptState.FAILED || attempt.state() == AttemptState.LOST;
      if (failure && failed.add(attempt.host())) {
        tries = tries.failed(attempt.host());
      }
    }
    return new Tries((int) Math.min(build.retries(), Integer.MAX_VALUE), tries.failedOn());
  }

  Priority priority() {
    return build.submission().flatMap(Submission::priority).map(Priority::of).orElse(Tubes.BUILD);
  }

  /** True when a worker has, or may have, handed a result over that bstore has not committed. */
  boolean handedOver() {
    return unended.stream()
        .anyMatch(
            each ->
                each.state() == BuildState.BUILT
                    || each.attempts().values().stream()
                        .anyMatch(
                            attempt ->
                                attempt.state() == AttemptState.UPLOADING
                                    || attempt.state() == AttemptState.DONE));
  }

  /** True when an original worker has it: such a one deletes the job, and tells no attempt. */
  boolean atOriginalWorker() {
    return unended.stream().anyMatch(Carried::atOriginalWorker);
  }

  private static boolean atOriginalWorker(BuildRecord each) {
    return each.state() == BuildState.BUILDING
        && each.result()
            .filter(result -> result.status() == Status.BUILDING)
            .filter(
                result ->
                    each.attempts().values().stream()
                        .noneMatch(attempt -> attempt.host().equals(result.builder())))
            .isPresent();
  }

  /** One more build of the job. */
  Carried and(BuildRecord chained) {
    List<BuildRecord> more = new ArrayList<>(unended);
    more.add(chained);
    return new Carried(build, List.copyOf(more));
  }
}
