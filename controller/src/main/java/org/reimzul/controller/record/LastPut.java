package org.reimzul.controller.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.SourceRequest;

/**
 * The job of a remote request as it stands now: what was asked for becomes more precise on its way,
 * a commit first, and then a source package.
 *
 * @param at when it was told
 * @param json the job as on the wire
 */
public record LastPut(Instant at, ObjectNode json) {
  /** A source package before a commit before what was asked for; then the newest. */
  static final Comparator<LastPut> BEST =
      Comparator.comparing((LastPut put) -> SourceRequest.isOne(put.json()))
          .thenComparing(put -> !put.json().hasNonNull("commit"))
          .thenComparing(LastPut::at, Comparator.reverseOrder())
          .thenComparing(put -> put.json().toString());

  /**
   * Of a job that somebody tells of; empty for one that was no remote request, and for what only
   * names an end, which has no package.
   */
  static Optional<LastPut> seenIn(FarmJob job, Instant at) {
    return job instanceof SourceRequest || made(job)
        ? Optional.of(new LastPut(at, BsonJson.recordable(job.toJson())))
        : Optional.empty();
  }

  /** True for the build of a source package that was made of a remote request. */
  static boolean made(FarmJob job) {
    return job instanceof BuildJob build
        && build.extra().containsKey("source")
        && build.srpmSha256().isPresent();
  }
}
