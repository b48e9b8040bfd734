package org.reimzul.controller.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.reimzul.core.job.FarmJob;

/**
 * What was asked for.
 *
 * @param at when it was submitted; empty while only a worker's word of the job is known
 * @param priority in the queue
 * @param json the job as on the wire
 */
public record Submission(Optional<Instant> at, Optional<Long> priority, ObjectNode json) {
  /** The submitter's own word before a worker's, the earliest first. */
  static final Comparator<Submission> BEST =
      Comparator.comparing((Submission s) -> s.at().orElse(Instant.MAX))
          .thenComparing(s -> s.priority().orElse(Long.MAX_VALUE))
          .thenComparing(s -> s.json().toString());

  /** Of a job that a worker or bstore has told of. */
  static Submission seenIn(FarmJob job) {
    return new Submission(Optional.empty(), Optional.empty(), BsonJson.recordable(job.toJson()));
  }
}
