package org.reimzul.controller.record;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.MalformedMessageException;

/** The collection {@code builds}: one document per build. Thread-safe, across processes too. */
final class Builds {
  /** Something learned of a build. */
  @FunctionalInterface
  interface News {
    BuildRecord addTo(BuildRecord known) throws MalformedMessageException;
  }

  private static final String WITHDRAWN = BuildState.WITHDRAWN.name();

  private static final List<String> UNENDED_OR_WITHDRAWN =
      Arrays.stream(BuildState.values())
          .filter(state -> !state.ended() || state == BuildState.WITHDRAWN)
          .map(BuildState::name)
          .toList();

  private final MongoCollection<Document> collection;

  Builds(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  void createIndexes() {
    collection.createIndex(Indexes.ascending("srpm", "target", "arch"));
    collection.createIndex(Indexes.ascending("state", "heard_at"));
  }

  /**
   * Adds news; when somebody else wrote the document meanwhile it is read and tried again.
   *
   * @return all that is known now
   */
  BuildRecord add(BuildId id, News news) throws MalformedMessageException {
    while (true) {
      Document before = collection.find(Filters.eq("_id", id.value())).first();
      BuildRecord known = before == null ? BuildRecord.empty(id.value()) : StoredBuild.read(before);
      BuildRecord now = news.addTo(known);
      if (before == null ? insert(now) : now.equals(known) || update(before, now)) {
        return now;
      }
    }
  }

  private boolean insert(BuildRecord first) {
    return Insert.once(collection, BuildDocument.of(first).append("version", 1));
  }

  private boolean update(Document before, BuildRecord now) {
    int version = before.getInteger("version");
    Document after = BuildDocument.of(now).append("version", version + 1);
    after.remove("_id");
    var mine =
        Filters.and(Filters.eq("_id", before.getString("_id")), Filters.eq("version", version));
    // $set, not a replacement: keys that others have added stay
    return collection.updateOne(mine, new Document("$set", after)).getMatchedCount() == 1;
  }

  Optional<Document> find(BuildId id) {
    return Optional.ofNullable(collection.find(Filters.eq("_id", id.value())).first());
  }

  /** The newest, by their ids, which sort by time. */
  List<Document> newest(int limit) {
    return collection.find().sort(Sorts.descending("_id")).limit(limit).into(new ArrayList<>());
  }

  /**
   * Without an end, or withdrawn after a success that was never told; not heard of recently, by
   * their ids, from beyond this one on.
   */
  List<BuildRecord> unended(Heard recently, Optional<BuildId> beyond, int most) {
    var heard =
        Filters.and(
            Filters.gte("heard_at", Date.from(recently.from())),
            Filters.lt("heard_at", Date.from(recently.to())));
    var unended =
        Filters.and(
            Filters.in("state", UNENDED_OR_WITHDRAWN),
            Filters.or(Filters.ne("state", WITHDRAWN), Filters.eq("result", null)),
            Filters.nor(heard),
            Filters.gt("_id", beyond.map(BuildId::value).orElse("")));
    return collection
        .find(unended)
        .sort(Sorts.ascending("_id"))
        .limit(most)
        .map(StoredBuild::read)
        .into(new ArrayList<>());
  }
}
