package org.reimzul.controller.gateway;

import java.util.List;
import java.util.Optional;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.Submission;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.job.SourceRequest;

/** Tells a request that is repeated from another one of the same name. */
final class SameRequest {
  private SameRequest() {}

  /** Throws when the build was requested in other words. */
  static void require(SourceRequest asked, BuildRecord build) throws RefusedException {
    Optional<SourceRequest> before = build.submission().flatMap(SameRequest::decode);
    if (before.isPresent() && !words(before.get()).equals(words(asked))) {
      throw new RefusedException(
          "its request_id was used for another request, build " + build.id());
    }
  }

  private static List<Object> words(SourceRequest request) {
    return List.of(
        request.pkg(),
        request.branch(),
        request.ref(),
        request.wireTarget(),
        request.distTag(),
        request.sourcesDir(),
        request.scratch());
  }

  private static Optional<SourceRequest> decode(Submission submission) {
    if (!SourceRequest.isOne(submission.json())) {
      return Optional.empty(); // the record was lost, and has learned of it from its build
    }
    try {
      return Optional.of(SourceRequest.decode(Json.write(submission.json())));
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.empty(); // a person has edited the document
    }
  }
}
