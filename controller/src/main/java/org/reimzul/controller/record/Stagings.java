package org.reimzul.controller.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;

/** What the record knows of builds on their way to the signer. Thread-safe. */
public final class Stagings {
  private final Server server;
  private final Runnable first;
  private final MongoCollection<Document> builds;

  Stagings(Server server, Runnable first, MongoCollection<Document> builds) {
    this.server = server;
    this.first = first;
    this.builds = builds;
  }

  /** The newest published builds, no scratch ones, that no signer has collected. */
  public List<BuildRecord> missing(Instant publishedSince, Instant before, int most)
      throws RecordAwayException, InterruptedException {
    Bson filter =
        Filters.and(
            published(publishedSince),
            Filters.lt("heard_at", Date.from(before)),
            Filters.eq("scratch", false),
            Filters.eq("staged_at", null));
    return read(
        () ->
            builds
                .find(filter)
                .sort(Sorts.descending("_id"))
                .limit(most)
                .map(StoredBuild::read)
                .into(new ArrayList<>()));
  }

  /** True when some build published since then was collected by a signer that says so. */
  public boolean any(Instant publishedSince) throws RecordAwayException, InterruptedException {
    Bson filter = Filters.and(published(publishedSince), Filters.ne("staged_at", null));
    return read(() -> builds.find(filter).first() != null);
  }

  /** True when the same source package was published again later. */
  public boolean superseded(BuildRecord build) throws RecordAwayException, InterruptedException {
    Optional<ObjectNode> asked = build.job();
    if (asked.isEmpty()) {
      return false;
    }
    Bson filter =
        Filters.and(
            Filters.eq("srpm", asked.get().path("srpm").textValue()),
            Filters.eq("target", asked.get().path("target").textValue()),
            Filters.eq("arch", asked.get().path("arch").textValue()),
            Filters.in("state", BuildState.PUBLISHED.name(), BuildState.SIGNED.name()),
            Filters.eq("scratch", false),
            Filters.gt("heard_at", Date.from(build.heard())));
    return read(() -> builds.find(filter).first() != null);
  }

  private static Bson published(Instant since) {
    return Filters.and(
        Filters.eq("state", BuildState.PUBLISHED.name()),
        Filters.gte("heard_at", Date.from(since)));
  }

  private <T> T read(Supplier<T> query) throws RecordAwayException, InterruptedException {
    return server.ask(first, query);
  }
}
