package org.reimzul.controller.record;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.Status;

/** A {@link BuildRecord} out of a document that {@link BuildDocument} has made. */
final class StoredBuild {
  private StoredBuild() {}

  static BuildRecord read(Document in) {
    BuildRecord build = BuildRecord.empty(in.getString("_id"));
    for (Document transition : in.getList("transitions", Document.class)) {
      build = build.with(readTransition(transition));
    }
    for (Document attempt : in.getList("attempts", Document.class)) {
      build = build.with(readAttempt(attempt));
    }
    return new BuildRecord(
        build.id(),
        Optional.ofNullable(in.get("job", Document.class)).map(job -> readSubmission(in, job)),
        Optional.ofNullable(in.get("queue", Document.class)).map(StoredBuild::readQueue),
        build.transitions(),
        build.attempts(),
        Optional.ofNullable(in.get("last_wait", Document.class)).map(StoredBuild::readWaiting),
        Optional.ofNullable(in.get("result", Document.class)).map(StoredBuild::readResult),
        instant(in, "staged_at"));
  }

  private static Submission readSubmission(Document in, Document job) {
    return new Submission(
        instant(in, "submitted_at"),
        Optional.ofNullable(in.getLong("priority")),
        BsonJson.json(job));
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
