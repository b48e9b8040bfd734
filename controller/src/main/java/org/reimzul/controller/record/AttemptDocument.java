package org.reimzul.controller.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.reimzul.core.job.AttemptState;

/** An {@link Attempt} in a document of the collection {@code builds}. */
final class AttemptDocument {
  private static final String LAST_WORD = "last_word";
  private static final String SILENT = "nothing was heard of its end";

  private AttemptDocument() {}

  /** Those of a build, the first as number 1. */
  static List<Document> of(BuildRecord build) {
    List<Document> documents = new ArrayList<>();
    for (Attempt attempt : build.attemptsInOrder()) {
      Optional<Instant> over = Standing.silentlyOver(build, attempt);
      Document document =
          new Document("token", attempt.token())
              .append("number", documents.size() + 1)
              .append("host", attempt.host())
              .append("started", Date.from(attempt.started()))
              .append("notes", attempt.notes().document());
      over.ifPresent(at -> document.append(LAST_WORD, standing(attempt)));
      document.putAll(standing(over.map(at -> lost(attempt, at)).orElse(attempt)));
      documents.add(document);
    }
    return documents;
  }

  private static Attempt lost(Attempt attempt, Instant at) {
    return new Attempt(
        attempt.token(), attempt.host(), attempt.started(), AttemptState.LOST, at, SILENT);
  }

  private static Document standing(Attempt attempt) {
    return new Document("state", attempt.state().name())
        .append("since", Date.from(attempt.since()))
        .append("ended", attempt.ended().map(Date::from).orElse(null))
        .append("reason", attempt.reason().isEmpty() ? null : attempt.reason());
  }

  static Attempt read(Document in) {
    Document told = in.get(LAST_WORD, in); // not what followed from others
    return new Attempt(
        in.getString("token"),
        in.getString("host"),
        in.getDate("started").toInstant(),
        AttemptState.valueOf(told.getString("state")),
        told.getDate("since").toInstant(),
        Optional.ofNullable(told.getString("reason")).orElse(""),
        AttemptNotes.read(in.get("notes", Document.class)));
  }
}
