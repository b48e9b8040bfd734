package org.reimzul.controller.record;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/** What a message of {@code notify} is in {@code notify_history}. */
final class HistoryDocument {
  private HistoryDocument() {}

  /** The same for each delivery of one event, and for bstore's word of the same. */
  static String id(BuildEvent event) {
    BuildEvent known = event.identified();
    return known.job().requireBuildId()
        + "."
        + known.attempt().orElseThrow()
        + "."
        + known.status().wire();
  }

  /** The message as it came. */
  static Document of(String id, ObjectNode event) {
    var document = new Document("_id", id);
    document.putAll(BsonJson.document(event));
    document.remove(History.LATEST); // not the sender's to say
    return document;
  }

  /**
   * The message that the document was, if it was one of the three statuses and no person has
   * overridden it.
   */
  static BuildEvent event(Document document) throws MalformedMessageException {
    var message = new Document(document);
    message.remove("_id");
    message.remove(History.LATEST);
    message.computeIfPresent(
        "status", (key, status) -> History.DONE.equals(status) ? History.BUILDING : status);
    return BuildEvent.decode(Json.write(BsonJson.json(message)));
  }

  /** Of the same package, for the same arch and target. */
  static Bson samePackage(BuildEvent event) {
    return and(
        eq("arch", event.job().arch()),
        eq("target", event.job().target()),
        eq("srpm", event.job().srpm()));
  }
}
