package org.reimzul.controller.record;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;

/**
 * The collection {@code notify_history} as the original keeps it: one document per event. Ours adds
 * only that a repeated delivery changes nothing: an event's document has an {@code _id} made from
 * the event, is written last, and where it exists all is done.
 */
final class History {
  static final String BUILDING = Status.BUILDING.wire();
  static final String DONE = "Done";

  /** An end that a person has changed. */
  static final String OVERRIDE = "Override";

  static final String LATEST = "latest_build";

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
    String id = HistoryDocument.id(event);
    if (has(id)) {
      return;
    }
    Document document = HistoryDocument.of(id, Json.read(body));
    if (event.status() == Status.BUILDING) {
      begin(event, document);
    } else {
      end(event, document);
    }
  }

  /** An end that bstore repeats for a record that has lost it, unless it hasn't. */
  void restore(BuildEvent event) {
    String id = HistoryDocument.id(event);
    if (has(id) || toldByAnother(event)) {
      return;
    }
    Bson later =
        and(
            HistoryDocument.samePackage(event),
            eq(LATEST, true),
            gt("timestamp", event.timestamp()));
    if (collection.find(later).first() != null) {
      Insert.once(collection, HistoryDocument.of(id, event.toJson()).append(LATEST, false));
    } else {
      end(event, HistoryDocument.of(id, event.toJson()));
    }
  }

  /** An original notifier's documents have ids of their own. */
  private boolean toldByAnother(BuildEvent event) {
    Bson same =
        and(
            HistoryDocument.samePackage(event),
            eq("timestamp", event.timestamp()),
            in("status", event.status().wire(), OVERRIDE));
    return collection.find(same).first() != null;
  }

  private boolean has(String id) {
    return collection.find(eq("_id", id)).first() != null;
  }

  private void begin(BuildEvent event, Document document) {
    if (ended(event)) { // overtaken by its own end
      document.put("status", DONE);
    } else {
      closeOtherAttempts(event);
    }
    Insert.once(collection, document);
  }

  private void end(BuildEvent event, Document document) {
    demote(event);
    CrashPoint.reach("controller.history.demoted");
    closeBuilding(event);
    closeOtherAttempts(event);
    CrashPoint.reach("controller.history.closed");
    Insert.once(collection, document.append(LATEST, true));
  }

  /** The newest latest build of the same package is the latest no more. */
  private void demote(BuildEvent event) {
    setNewest(and(HistoryDocument.samePackage(event), eq(LATEST, true)), LATEST, false);
  }

  /** The Building document of the same build, told as the original tells it, is done. */
  private void closeBuilding(BuildEvent event) {
    setNewest(
        and(
            HistoryDocument.samePackage(event),
            eq("timestamp", event.timestamp()),
            eq("status", BUILDING)),
        "status",
        DONE);
  }

  /** Attempts that ended without a word are not shown as building for ever. */
  private void closeOtherAttempts(BuildEvent event) {
    event.job().buildId().ifPresent(id -> close(id, Optional.empty()));
  }

  /** The Building documents of one attempt, or of all attempts, are done. */
  void close(BuildId build, Optional<AttemptToken> attempt) {
    Bson ofBuild = and(eq("build_id", build.value()), eq("status", BUILDING));
    Bson which = attempt.map(token -> and(ofBuild, eq("attempt", token.value()))).orElse(ofBuild);
    collection.updateMany(which, Updates.set("status", DONE));
  }

  private boolean ended(BuildEvent event) {
    Bson same =
        event
            .job()
            .buildId()
            .map(id -> eq("build_id", id.value()))
            .orElseGet(
                () -> and(HistoryDocument.samePackage(event), eq("timestamp", event.timestamp())));
    Bson end = in("status", Status.SUCCESS.wire(), Status.FAILED.wire(), OVERRIDE);
    return collection.find(and(same, end)).first() != null;
  }

  private void setNewest(Bson which, String key, Object value) {
    Optional.ofNullable(collection.find(which).sort(Sorts.descending("timestamp")).first())
        .ifPresent(
            newest -> collection.updateOne(eq("_id", newest.get("_id")), Updates.set(key, value)));
  }
}
