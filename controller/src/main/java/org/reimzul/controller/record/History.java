package org.reimzul.controller.record;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Status;

/**
 * The collection {@code notify_history} as the original keeps it: one document per event. Ours adds
 * only that a repeated delivery changes nothing: an event's document has an {@code _id} made from
 * the event, is written last, and where it exists all is done.
 */
final class History {
  private static final String BUILDING = Status.BUILDING.wire();
  private static final String DONE = "Done";

  /** An end that a person has changed. */
  private static final String OVERRIDE = "Override";

  private static final String LATEST = "latest_build";

  private final MongoCollection<Document> collection;

  History(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  void createIndexes() {
    collection.createIndex(Indexes.ascending("arch", "target", "srpm", "timestamp"));
    collection.createIndex(Indexes.ascending("build_id"));
    collection.createIndex(Indexes.ascending("status", LATEST));
  }

  void add(BuildEvent event, byte[] body) throws MalformedMessageException {
    String id = idOf(event, body);
    if (collection.find(eq("_id", id)).first() != null) {
      return;
    }
    var document = new Document("_id", id);
    document.putAll(BsonJson.document(Json.read(body)));
    document.remove(LATEST); // not the sender's to say
    if (event.status() == Status.BUILDING) {
      begin(event, document);
    } else {
      end(event, document);
    }
  }

  private void begin(BuildEvent event, Document document) {
    if (ended(event)) { // overtaken by its own end
      document.put("status", DONE);
    } else {
      closeOtherAttempts(event);
    }
    insert(document);
  }

  private void end(BuildEvent event, Document document) {
    demote(event);
    closeBuilding(event);
    closeOtherAttempts(event);
    insert(document.append(LATEST, true));
  }

  /** The newest latest build of the same package is the latest no more. */
  private void demote(BuildEvent event) {
    setNewest(and(samePackage(event), eq(LATEST, true)), LATEST, false);
  }

  /** The Building document of the same build, told as the original tells it, is done. */
  private void closeBuilding(BuildEvent event) {
    setNewest(
        and(samePackage(event), eq("timestamp", event.timestamp()), eq("status", BUILDING)),
        "status",
        DONE);
  }

  /** Attempts that ended without a word are not shown as building for ever. */
  private void closeOtherAttempts(BuildEvent event) {
    event
        .job()
        .buildId()
        .ifPresent(
            id ->
                collection.updateMany(
                    and(eq("build_id", id.value()), eq("status", BUILDING)),
                    Updates.set("status", DONE)));
  }

  private boolean ended(BuildEvent event) {
    Bson same =
        event
            .job()
            .buildId()
            .map(id -> eq("build_id", id.value()))
            .orElseGet(() -> and(samePackage(event), eq("timestamp", event.timestamp())));
    Bson end = in("status", Status.SUCCESS.wire(), Status.FAILED.wire(), OVERRIDE);
    return collection.find(and(same, end)).first() != null;
  }

  private void setNewest(Bson which, String key, Object value) {
    Optional.ofNullable(collection.find(which).sort(Sorts.descending("timestamp")).first())
        .ifPresent(
            newest -> collection.updateOne(eq("_id", newest.get("_id")), Updates.set(key, value)));
  }

  private static Bson samePackage(BuildEvent event) {
    return and(
        eq("arch", event.job().arch()),
        eq("target", event.job().target()),
        eq("srpm", event.job().srpm()));
  }

  private void insert(Document document) {
    try {
      collection.insertOne(document);
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
    }
  }

  /** The same for each delivery of one event: of its identity, or of its bytes if it has none. */
  private static String idOf(BuildEvent event, byte[] body) {
    if (event.job().buildId().isPresent() && event.attempt().isPresent()) {
      return event.job().requireBuildId()
          + "."
          + event.attempt().get()
          + "."
          + event.status().wire();
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
