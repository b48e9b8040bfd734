package org.reimzul.controller.record;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.MalformedMessageException;

/**
 * The farm's memory in MongoDB, database {@code reimzul}. What a method has recorded when it
 * returns is on disk; what it throws on may be recorded in part and is completed by the same call
 * again. Thread-safe.
 */
public final class FarmRecord implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 3;
  private static final int READ_SECONDS = 10;

  private final MongoClient client;
  private final Builds builds;
  private final History history;
  private final Rejected rejected;
  private final AtomicBoolean indexed = new AtomicBoolean();

  /** Doesn't wait for the server: the first call does, for a few seconds. */
  public FarmRecord(MongoConfig config) {
    this.client = MongoClients.create(settings(config));
    MongoDatabase database =
        client.getDatabase(Optional.ofNullable(config.uri().getDatabase()).orElse("reimzul"));
    this.builds = new Builds(database.getCollection("builds"));
    this.history = new History(database.getCollection("notify_history"));
    this.rejected = new Rejected(database.getCollection("rejected"));
  }

  private static MongoClientSettings settings(MongoConfig config) {
    var settings =
        MongoClientSettings.builder()
            .applyConnectionString(config.uri())
            // our callers wait and try again themselves, with their jobs in hand
            .retryWrites(false)
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
            .applyToSocketSettings(
                socket ->
                    socket
                        .connectTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(READ_SECONDS, TimeUnit.SECONDS));
    if (config.uri().getWriteConcern() == null) {
      settings.writeConcern(WriteConcern.MAJORITY.withJournal(true));
    }
    return settings.build();
  }

  /**
   * Records a message of {@code notify}. Without a build id it is only history.
   *
   * @param body as it came, for the keys that the event doesn't know
   * @param queued when it was put
   */
  public void add(BuildEvent event, byte[] body, Instant queued)
      throws RecordAwayException, InterruptedException, MalformedMessageException {
    call(
        () -> {
          history.add(event, body);
          if (event.job().buildId().isPresent()) {
            builds.add(event.job().requireBuildId(), build -> build.apply(event, queued));
          }
          return null;
        });
  }

  /** Records a message of the tube for what the three statuses don't say. */
  public void add(FarmEvent event)
      throws RecordAwayException, InterruptedException, MalformedMessageException {
    call(
        () -> {
          if (event.kind() == EventKind.REJECTED) {
            rejected.add(event);
          } else if (event.build().isPresent()) {
            builds.add(event.build().get(), build -> build.apply(event));
          }
          return null;
        });
  }

  /** One build's document. */
  public Optional<Document> build(BuildId id) throws RecordAwayException, InterruptedException {
    return read(() -> builds.find(id));
  }

  /** The documents of the newest builds. */
  public List<Document> newest(int limit) throws RecordAwayException, InterruptedException {
    return read(() -> builds.newest(limit));
  }

  private <T> T read(Call<T> call) throws RecordAwayException, InterruptedException {
    try {
      return call(call);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("nothing was decoded", e);
    }
  }

  private interface Call<T> {
    T run() throws MalformedMessageException;
  }

  private <T> T call(Call<T> call)
      throws RecordAwayException, InterruptedException, MalformedMessageException {
    try {
      createIndexesOnce();
      return call.run();
    } catch (MongoInterruptedException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (MongoSocketException
        | MongoTimeoutException
        | MongoNotPrimaryException
        | MongoNodeIsRecoveringException e) {
      throw new RecordAwayException(e);
    }
  }

  private void createIndexesOnce() throws MongoException {
    if (!indexed.get()) {
      builds.createIndexes();
      history.createIndexes();
      rejected.createIndexes();
      indexed.set(true);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
