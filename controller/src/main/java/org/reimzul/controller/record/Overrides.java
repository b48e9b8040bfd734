package org.reimzul.controller.record;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import java.util.Date;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.MalformedMessageException;

/**
 * Ends in {@code notify_history} that a person has overridden: {@code status} becomes {@code
 * Override} with a {@code comment}, as the original writes it, and {@code overridden_at} and {@code
 * overridden_by} are added.
 */
final class Overrides {
  private final MongoCollection<Document> history;

  Overrides(MongoCollection<Document> history) {
    this.history = history;
  }

  /** Of one document the newest word counts, however often and in whatever order they come. */
  void add(FarmEvent event) throws MalformedMessageException {
    Date at = Date.from(Facts.at(event));
    history.updateOne(
        and(
            eq("_id", id(event.data().path("document"))),
            or(exists("overridden_at", false), lte("overridden_at", at))),
        Updates.combine(
            Updates.set("status", History.OVERRIDE),
            Updates.set("comment", Fields.of(event.data()).text("comment")),
            Updates.set("overridden_at", at),
            Updates.set("overridden_by", event.by())));
  }

  /** As {@link HistoryQueries} told it. */
  private static Object id(JsonNode told) throws MalformedMessageException {
    String original = told.path("$oid").asText();
    if (told.isTextual()) {
      return told.textValue();
    }
    if (!ObjectId.isValid(original)) {
      throw new MalformedMessageException("document is not the _id of one");
    }
    return new ObjectId(original);
  }
}
