package org.reimzul.controller.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.Status;

/** A {@link BuildRecord} as a document of the collection {@code builds}. */
final class BuildDocument {
  private static final List<String> COPIES =
      List.of("srpm", "arch", "target", "scratch", "submitter");

  private BuildDocument() {}

  /** All of the document but {@code version}, which is the store's. */
  static Document of(BuildRecord build) {
    Document job = build.submission().map(s -> BsonJson.document(s.json())).orElse(null);
    var document = new Document("_id", build.id()).append("job", job);
    COPIES.forEach(key -> document.append(key, job == null ? null : job.get(key)));
    Optional<Submission> submission = build.submission();
    return document
        .append("state", build.state().name())
        .append("reason", build.reason().orElse(null))
        .append("submitted_at", submission.flatMap(Submission::at).map(Date::from).orElse(null))
        .append("priority", submission.flatMap(Submission::priority).orElse(null))
        .append("queue", build.queue().map(place -> queue(place, submission)).orElse(null))
        .append("transitions", build.history().stream().map(BuildDocument::transition).toList())
        .append("attempts", attempts(build.attemptsInOrder()))
        .append("result", build.result().map(BuildDocument::result).orElse(null))
        .append("staged_at", build.stagedAt().map(Date::from).orElse(null));
  }

  private static Document queue(QueuePlace place, Optional<Submission> submission) {
    return new Document("tube", place.tube())
        .append("id", place.id())
        .append("priority", submission.flatMap(Submission::priority).orElse(null))
        .append("at", Date.from(place.at()));
  }

  private static Document transition(Transition transition) {
    return new Document("state", transition.state().name())
        .append("at", Date.from(transition.at()))
        .append("by", transition.by())
        .append("reason", transition.reason().isEmpty() ? null : transition.reason());
  }

  private static List<Document> attempts(List<Attempt> inOrder) {
    List<Document> documents = new ArrayList<>();
    for (Attempt attempt : inOrder) {
      documents.add(
          new Document("token", attempt.token())
              .append("number", documents.size() + 1)
              .append("host", attempt.host())
              .append("state", attempt.state().name())
              .append("started", Date.from(attempt.started()))
              .append("since", Date.from(attempt.since()))
              .append("ended", attempt.ended().map(Date::from).orElse(null))
              .append("reason", attempt.reason().isEmpty() ? null : attempt.reason()));
    }
    return documents;
  }

  private static Document result(BuildResult result) {
    return new Document("status", result.status().wire())
        .append("pkgname", result.pkgname())
        .append("evr", result.evr())
        .append("timestamp", result.timestamp())
        .append("builder", result.builder());
  }

  /** The record in a document that {@link #of} made. */
  static BuildRecord read(Document in) {
    BuildRecord build = BuildRecord.empty(in.getString("_id"));
    for (Document transition : in.getList("transitions", Document.class)) {
      build = build.join(BuildRecord.empty(build.id()).with(readTransition(transition)));
    }
    for (Document attempt : in.getList("attempts", Document.class)) {
      build = build.join(BuildRecord.empty(build.id()).with(readAttempt(attempt)));
    }
    return new BuildRecord(
        build.id(),
        Optional.ofNullable(in.get("job", Document.class)).map(job -> readSubmission(in, job)),
        Optional.ofNullable(in.get("queue", Document.class)).map(BuildDocument::readQueue),
        build.transitions(),
        build.attempts(),
        Optional.ofNullable(in.get("result", Document.class)).map(BuildDocument::readResult),
        instant(in, "staged_at"));
  }

  private static Submission readSubmission(Document in, Document job) {
    return new Submission(
        instant(in, "submitted_at"),
        Optional.ofNullable(in.getLong("priority")),
        BsonJson.json(job));
  }

  private static QueuePlace readQueue(Document in) {
    return new QueuePlace(in.getString("tube"), in.getLong("id"), in.getDate("at").toInstant());
  }

  private static Transition readTransition(Document in) {
    return new Transition(
        BuildState.valueOf(in.getString("state")),
        in.getDate("at").toInstant(),
        in.getString("by"),
        Optional.ofNullable(in.getString("reason")).orElse(""));
  }

  private static Attempt readAttempt(Document in) {
    return new Attempt(
        in.getString("token"),
        in.getString("host"),
        in.getDate("started").toInstant(),
        AttemptState.valueOf(in.getString("state")),
        in.getDate("since").toInstant(),
        Optional.ofNullable(in.getString("reason")).orElse(""));
  }

  private static BuildResult readResult(Document in) {
    return new BuildResult(
        Status.parse(in.getString("status")),
        in.getString("pkgname"),
        in.getString("evr"),
        in.getString("timestamp"),
        in.getString("builder"));
  }

  private static Optional<Instant> instant(Document in, String key) {
    return Optional.ofNullable(in.getDate(key)).map(Date::toInstant);
  }
}
