package org.reimzul.controller.record;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Status;
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
  private final MongoCollection<Document> told;

  /** Doesn't wait for the server: the first call does, for a few seconds. */
  public FarmRecord(MongoConfig config) {
    this.server = new Server(config);
    MongoDatabase database = server.database();
    this.builds = new Builds(database.getCollection("builds"));
    this.told = database.getCollection("notify_history");
    this.history = new History(told);
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
            return Optional.of(addToBuild(told, told.job().requireBuildId(), queued));
          }
          return Optional.empty();
        });
  }

  private BuildRecord addToBuild(BuildEvent event, BuildId id, Instant queued)
      throws MalformedMessageException {
    BuildRecord known = builds.add(id, build -> build.apply(event, queued));
    CrashPoint.reach("controller.record.build");
    if (event.status() == Status.BUILDING) { // the word of its end may have come before
      closeIfOver(id, known, event.attempt());
    }
    return known;
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
              return Optional.of(addToBuild(event, event.build().orElseThrow()));
            }
          }
          return Optional.empty();
        });
  }

  /**
   * A repeated commit is for a record that has lost the build. Where it knows the build and has not
   * heard of its end, the word of that is on its way or was lost with the queue; the reconciler,
   * which asks for builds without an end, then has everybody told, and not only the record.
   */
  private BuildRecord addToBuild(FarmEvent event, BuildId id) throws MalformedMessageException {
    Fields data = Fields.of(event.data());
    Optional<BuildEvent> repeated =
        event.kind() == EventKind.COMMITTED ? EndFacts.result(data) : Optional.empty();
    BuildRecord known =
        builds.add(
            id,
            build -> repeated.isPresent() && Standing.unheard(build) ? build : build.apply(event));
    CrashPoint.reach("controller.record.event");
    switch (event.kind()) {
      case ATTEMPT -> closeIfOver(id, known, data.optionalText("attempt", AttemptToken::new));
      case HELD, ENDED -> closeIfOver(id, known, Optional.empty());
      case COMMITTED -> {
        if (repeated.isPresent() && !Standing.unheard(known)) {
          history.restore(repeated.get());
        }
        closeIfOver(id, known, Optional.empty());
      }
      default -> {}
    }
    return known;
  }

  /** An attempt, or every one of a build, that ends without Success or Failed. */
  private void closeIfOver(BuildId id, BuildRecord known, Optional<AttemptToken> attempt) {
    if (Standing.over(known, attempt)) {
      history.close(id, attempt);
    }
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
