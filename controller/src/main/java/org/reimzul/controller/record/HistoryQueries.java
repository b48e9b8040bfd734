package org.reimzul.controller.record;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.job.Status;

/** What the record answers of the past: documents of {@code notify_history}. Thread-safe. */
public final class HistoryQueries {
  /**
   * Which documents are meant; what is empty or false doesn't matter.
   *
   * @param latest only those of the latest builds
   */
  public record Question(
      Optional<String> status,
      Optional<String> srpm,
      Optional<String> target,
      Optional<String> arch,
      boolean latest) {

    private Bson filter() {
      List<Bson> parts = new ArrayList<>();
      status.ifPresent(value -> parts.add(Filters.eq("status", value)));
      srpm.ifPresent(value -> parts.add(Filters.eq("srpm", value)));
      target.ifPresent(value -> parts.add(Filters.eq("target", value)));
      arch.ifPresent(value -> parts.add(Filters.eq("arch", value)));
      if (latest) {
        parts.add(Filters.eq(History.LATEST, true));
      }
      return parts.isEmpty() ? new Document() : Filters.and(parts);
    }
  }

  /**
   * The message that a document was: one of the three statuses.
   *
   * @throws MalformedMessageException for anything else, an end that a person has overridden
   *     included
   */
  public static BuildEvent event(Document document) throws MalformedMessageException {
    return HistoryDocument.event(document);
  }

  /** Takes an answer. */
  public interface Listener {
    /** There is an answer; any number of documents, none included, will follow. */
    void begin() throws IOException;

    /** One document, as MongoDB has it. */
    void document(Document document) throws IOException;
  }

  private final Server server;
  private final Runnable first;
  private final MongoCollection<Document> collection;

  HistoryQueries(Server server, Runnable first, MongoCollection<Document> collection) {
    this.server = server;
    this.first = first;
    this.collection = collection;
  }

  /**
   * Every document, one at a time, in the order that MongoDB keeps them, as the original's query.
   *
   * @throws RecordAwayException at any moment
   * @throws IOException the listener's
   */
  public void ask(Question question, Listener listener)
      throws RecordAwayException, InterruptedException, IOException {
    try {
      server.ask(
          first,
          () -> {
            tell(question, listener);
            return null;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * What other dispatchers have written, whose documents have numbers of MongoDB's; the oldest
   * first.
   *
   * @param beyond only what has greater numbers, which begin with the time
   * @param most the size of a page
   */
  public List<Document> byOthers(ObjectId beyond, int most)
      throws RecordAwayException, InterruptedException {
    Bson others = Filters.and(Filters.type("_id", BsonType.OBJECT_ID), Filters.gt("_id", beyond));
    return server.ask(
        first,
        () ->
            collection
                .find(others)
                .sort(Sorts.ascending("_id"))
                .limit(most)
                .into(new ArrayList<>()));
  }

  /**
   * The latest successes that this farm's dispatcher has heard from original workers, in no order;
   * such a worker knows no attempts. What a person has spoiled is left out.
   *
   * @param since only builds with greater timestamps
   */
  public List<BuildEvent> latestOfOriginals(String since)
      throws RecordAwayException, InterruptedException {
    Bson filter =
        Filters.and(
            Filters.eq("status", Status.SUCCESS.wire()),
            Filters.eq(History.LATEST, true),
            Filters.exists("attempt", false),
            Filters.type("_id", BsonType.STRING),
            Filters.gt("timestamp", since));
    List<Document> found = server.ask(first, () -> collection.find(filter).into(new ArrayList<>()));
    return found.stream().flatMap(document -> readable(document).stream()).toList();
  }

  private static Optional<BuildEvent> readable(Document document) {
    try {
      return Optional.of(event(document));
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.empty();
    }
  }

  private void tell(Question question, Listener listener) {
    try (MongoCursor<Document> cursor = collection.find(question.filter()).iterator()) {
      listener.begin(); // the server has answered
      while (cursor.hasNext()) {
        listener.document(cursor.next());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
