package org.reimzul.controller.record;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.reimzul.core.job.MalformedMessageException;

/** The connection to MongoDB, and what its failures mean. Thread-safe. */
final class Server implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 3;
  private static final int READ_SECONDS = 10;

  /** Something that talks to the database. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws MalformedMessageException;
  }

  private final MongoClient client;
  private final MongoDatabase database;
  private final AtomicBoolean prepared = new AtomicBoolean();

  /** Doesn't wait for the server: the first call does, for a few seconds. */
  Server(MongoConfig config) {
    this.client = MongoClients.create(settings(config));
    this.database =
        client.getDatabase(Optional.ofNullable(config.uri().getDatabase()).orElse("reimzul"));
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

  MongoDatabase database() {
    return database;
  }

  /** Runs {@code first}, at the first call that reaches the server, and then the call. */
  <T> T call(Runnable first, Call<T> call)
      throws RecordAwayException, InterruptedException, MalformedMessageException {
    try {
      if (!prepared.get()) {
        first.run();
        prepared.set(true);
      }
      return call.run();
    } catch (MongoInterruptedException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (MongoSocketException
        | MongoTimeoutException
        | MongoConnectionPoolClearedException
        | MongoNotPrimaryException
        | MongoNodeIsRecoveringException
        | MongoWriteConcernException e) { // the last ones: another member becomes the primary
      throw new RecordAwayException(e);
    }
  }

  /** The same for what decodes no message: a question. */
  <T> T ask(Runnable first, Supplier<T> question) throws RecordAwayException, InterruptedException {
    try {
      return call(first, question::get);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("nothing was decoded", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
