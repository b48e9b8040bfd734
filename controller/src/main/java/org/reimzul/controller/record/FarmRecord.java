package org.reimzul.controller.record;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.CrashPoint;

/**
 * The farm's memory in MongoDB, database {@code reimzul}. What a method has recorded when it
 * returns is on disk; what it throws on may be recorded in part and is completed by the same call
 * again. Thread-safe.
 */
public final class FarmRecord implements AutoCloseable {
  private final Server server;
  private final Builds builds;
  private final History history;
  private final Rejected rejected;
  private final Workers workers;
  private final Overrides overrides;
  private final RecordedBuilds recorded;
  private final MongoCollection<Document> told;

  /** Doesn't wait for the server: the first call does, for a few seconds. */
  public FarmRecord(MongoConfig config) {
    this.server = new Server(config);
    MongoDatabase database = server.database();
    this.builds = new Builds(database.getCollection("builds"));
    this.told = database.getCollection("notify_history");
    this.history = new History(told);
    this.recorded = new RecordedBuilds(builds, history);
    this.overrides = new Overrides(told);
    this.rejected = new Rejected(database.getCollection("rejected"));
    this.workers = new Workers(database.getCollection("workers"));
  }

  /** What it answers. */
  public BuildQueries queries() {
    return new BuildQueries(server, this::createIndexes, builds, workers);
  }

  /** What it answers of the past. */
  public HistoryQueries historyQueries() {
    return new HistoryQueries(server, this::createIndexes, told);
  }

  /** What it answers of builds on their way to the signer. */
  public Stagings stagings() {
    return new Stagings(server, this::createIndexes, server.database().getCollection("builds"));
  }

  /**
   * Records a message of {@code notify}. Without a build id it is only history.
   *
   * @param body as it came, for the keys that the event doesn't know
   * @param queued when it was put
   * @return what is known of the build now
   */
  public Optional<BuildRecord> add(BuildEvent event, byte[] body, Instant queued)
      throws RecordAwayException, InterruptedException, MalformedMessageException {
    BuildEvent told = event.ofItsBuild();
    return write(
        () -> {
          history.add(told, body);
          CrashPoint.reach("controller.record.history");
          if (told.job().buildId().isPresent()) {
            return Optional.of(recorded.add(told, queued));
          }
          return Optional.empty();
        });
  }

  /**
   * Records what another dispatcher has told the history already; without a build id there is
   * nothing more to record.
   *
   * @param queued when it was told
   * @return what is known of the build now
   */
  public Optional<BuildRecord> addTold(BuildEvent event, Instant queued)
      throws RecordAwayException, InterruptedException, MalformedMessageException {
    BuildEvent told = event.ofItsBuild();
    return told.job().buildId().isEmpty()
        ? Optional.empty()
        : write(() -> Optional.of(recorded.add(told, queued)));
  }

  /**
   * Records a message of the tube for what the three statuses don't say.
   *
   * @return what is known of the build now, if it is about one
   */
  public Optional<BuildRecord> add(FarmEvent event)
      throws RecordAwayException, InterruptedException, MalformedMessageException {
    return write(
        () -> {
          switch (event.kind()) {
            case REJECTED -> rejected.add(event);
            case WORKER -> workers.add(event);
            case OVERRIDE -> overrides.add(event);
            default -> {
              return Optional.of(recorded.add(event));
            }
          }
          return Optional.empty();
        });
  }

  @FunctionalInterface
  private interface Write {
    Optional<BuildRecord> run() throws MalformedMessageException;
  }

  private Optional<BuildRecord> write(Write write)
      throws RecordAwayException, InterruptedException, MalformedMessageException {
    return server.call(this::createIndexes, write::run);
  }

  private void createIndexes() {
    builds.createIndexes();
    history.createIndexes();
    rejected.createIndexes();
  }

  @Override
  public void close() {
    server.close();
  }
}
