package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.reimzul.core.job.Status;

/** A {@link BuildRecord} out of a document that {@link BuildDocument} has made. */
final class StoredBuild {
  private StoredBuild() {}

  static BuildRecord read(Document in) {
    var known = new Known(in.getString("_id"));
    in.getList("transitions", Document.class).forEach(each -> known.with(readTransition(each)));
    in.getList("attempts", Document.class).forEach(each -> known.with(AttemptDocument.read(each)));
    Optional<LastPut> put = readPut(in);
    String asked = put.isPresent() ? "request" : "job";
    part(in, asked).ifPresent(job -> known.with(readSubmission(in, job)));
    known.with(put);
    part(in, "queue").ifPresent(queue -> known.with(readQueue(queue)));
    part(in, "last_wait").ifPresent(wait -> known.with(readWaiting(wait)));
    part(in, "result").ifPresent(result -> known.with(readResult(result)));
    instant(in, "staged_at").ifPresent(known::staged);
    return known.record();
  }

  private static Optional<Document> part(Document in, String key) {
    return Optional.ofNullable(in.get(key, Document.class));
  }

  private static Submission readSubmission(Document in, Document job) {
    return new Submission(
        instant(in, "submitted_at"),
        Optional.ofNullable(in.getLong("priority")),
        BsonJson.json(job));
  }

  private static Optional<LastPut> readPut(Document in) {
    return instant(in, "put_at")
        .flatMap(at -> part(in, "job").map(job -> new LastPut(at, BsonJson.json(job))));
  }

  private static QueuePlace readQueue(Document in) {
    return new QueuePlace(
        in.getString("tube"),
        in.getLong("id"),
        in.getDate("at").toInstant(),
        in.get("retries", 0L),
        in.get("delay", 0L));
  }

  private static Waiting readWaiting(Document in) {
    return new Waiting(in.getString("reason"), in.getDate("at").toInstant());
  }

  private static Transition readTransition(Document in) {
    return new Transition(
        BuildState.valueOf(in.getString("state")),
        Optional.ofNullable(in.getString("of")).orElse(""),
        in.getDate("at").toInstant(),
        in.getString("by"),
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
