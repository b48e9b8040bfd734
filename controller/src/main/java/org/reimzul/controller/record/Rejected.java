package org.reimzul.controller.record;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmEvent;

/** The collection {@code rejected}: messages that were buried, and why. */
final class Rejected {
  private static final List<String> TAKEN = List.of("tube", "queue_id", "size", "body");

  private final MongoCollection<Document> collection;

  Rejected(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  void createIndexes() {
    collection.createIndex(Indexes.descending("at"));
  }

  /** A repeated delivery writes the same document again. */
  void add(FarmEvent event) {
    Document data = BsonJson.document(event.data());
    var document = new Document("_id", event.eventId());
    TAKEN.forEach(key -> document.append(key, data.get(key)));
    document
        .append("reason", event.reason().orElse(null))
        .append("build_id", event.build().map(BuildId::value).orElse(null))
        .append("at", Date.from(event.at()))
        .append("by", event.by());
    collection.replaceOne(
        Filters.eq("_id", event.eventId()), document, new ReplaceOptions().upsert(true));
  }
}
