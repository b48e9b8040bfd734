package org.reimzul.controller.record;

import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.reimzul.core.job.SourceRequest;

/** A {@link BuildRecord} as a document of the collection {@code builds}. */
final class BuildDocument {
  private static final List<String> COPIES =
      List.of("srpm", "arch", "target", "scratch", "submitter");

  private BuildDocument() {}

  /** All of the document but {@code version}, which is the store's. */
  static Document of(BuildRecord build) {
    Optional<Submission> submission = build.submission();
    return job(build)
        .append("state", build.state().name())
        .append("reason", build.reason().orElse(null))
        .append("submitted_at", submission.flatMap(Submission::at).map(Date::from).orElse(null))
        .append("heard_at", Date.from(build.heard()))
        .append("priority", submission.flatMap(Submission::priority).orElse(null))
        .append("queue", build.queue().map(place -> queue(place, submission)).orElse(null))
        .append("retries", build.retries())
        .append("waiting", build.waiting().map(BuildDocument::waiting).orElse(null))
        .append("last_wait", build.waits().map(BuildDocument::waiting).orElse(null))
        .append("transitions", build.history().stream().map(BuildDocument::transition).toList())
        .append("attempts", AttemptDocument.of(build))
        .append("result", build.result().map(BuildDocument::result).orElse(null))
        .append("staged_at", build.stagedAt().map(Date::from).orElse(null));
  }

  private static Document job(BuildRecord build) {
    Document job = build.job().map(BsonJson::document).orElse(null);
    var document = new Document("_id", build.id()).append("job", job);
    COPIES.forEach(key -> document.append(key, job == null ? null : job.get(key)));
    if (job != null && SourceRequest.isOne(build.job().orElseThrow())) {
      document.append("target", job.getString("target") + "." + job.getString("arch"));
    }
    build.put().ifPresent(put -> document.append("put_at", Date.from(put.at())));
    build
        .put()
        .flatMap(put -> build.submission())
        .ifPresent(asked -> document.append("request", BsonJson.document(asked.json())));
    return document;
  }

  private static Document queue(QueuePlace place, Optional<Submission> submission) {
    return new Document("tube", place.tube())
        .append("id", place.id())
        .append("priority", submission.flatMap(Submission::priority).orElse(null))
        .append("at", Date.from(place.at()))
        .append("retries", place.retries())
        .append("delay", place.delay());
  }

  private static Document waiting(Waiting waiting) {
    return new Document("reason", waiting.reason()).append("at", Date.from(waiting.at()));
  }

  private static Document transition(Transition transition) {
    return new Document("state", transition.state().name())
        .append("of", transition.of().isEmpty() ? null : transition.of())
        .append("at", Date.from(transition.at()))
        .append("by", transition.by())
        .append("reason", transition.reason().isEmpty() ? null : transition.reason());
  }

  private static Document result(BuildResult result) {
    return new Document("status", result.status().wire())
        .append("pkgname", result.pkgname())
        .append("evr", result.evr())
        .append("timestamp", result.timestamp())
        .append("builder", result.builder());
  }
}
