package org.reimzul.controller.record;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.MalformedMessageException;

/**
 * The collection {@code workers}: one document per worker, {@code _id} (host/name), {@code host},
 * {@code name}, {@code state}, {@code reason}, {@code since} when it came into that state and
 * {@code seen} when it last said so. Thread-safe, across processes too.
 */
final class Workers {
  private final MongoCollection<Document> collection;

  Workers(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  /** An event that is not newer than what is known changes nothing. */
  void add(FarmEvent event) throws MalformedMessageException {
    Fields data = Fields.of(event.data());
    String host = data.text("host");
    String name = data.text("name");
    Date at = Date.from(Facts.at(event));
    var worker =
        new Document("_id", host + "/" + name)
            .append("host", host)
            .append("name", name)
            .append("state", data.text("state"))
            .append("reason", event.reason().orElse(null))
            .append("since", at)
            .append("seen", at);
    boolean settled = false;
    while (!settled) {
      Document before = collection.find(Filters.eq("_id", worker.get("_id"))).first();
      settled =
          before == null ? Insert.once(collection, worker) : update(before, new Document(worker));
    }
  }

  private boolean update(Document before, Document now) {
    if (!seen(now).isAfter(seen(before))) {
      return true;
    }
    if (now.getString("state").equals(before.getString("state"))) {
      now.put("since", before.getDate("since"));
    }
    Object id = now.remove("_id");
    var unchanged = Filters.and(Filters.eq("_id", id), Filters.eq("seen", before.getDate("seen")));
    return collection.updateOne(unchanged, new Document("$set", now)).getMatchedCount() == 1;
  }

  private static Instant seen(Document worker) {
    return worker.getDate("seen").toInstant();
  }

  List<Document> all() {
    return collection.find().sort(Sorts.ascending("_id")).into(new ArrayList<>());
  }
}
