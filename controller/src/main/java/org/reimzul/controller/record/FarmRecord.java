package org.reimzul.controller.record;

import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
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

  /** Doesn't wait for the server: the first call does, for a few seconds. */
  public FarmRecord(MongoConfig config) {
    this.server = new Server(config);
    MongoDatabase database = server.database();
    this.builds = new Builds(database.getCollection("builds"));
    this.history = new History(database.getCollection("notify_history"));
    this.rejected = new Rejected(database.getCollection("rejected"));
    this.workers = new Workers(database.getCollection("workers"));
  }

  /** What it answers. */
  public BuildQueries queries() {
    return new BuildQueries(server, this::createIndexes, builds, workers);
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
    return write(
        () -> {
          history.add(event, body);
          CrashPoint.reach("controller.record.history");
          if (event.job().buildId().isPresent()) {
            BuildId id = event.job().requireBuildId();
            BuildRecord known = builds.add(id, build -> build.apply(event, queued));
            CrashPoint.reach("controller.record.build");
            if (event.status() == Status.BUILDING) { // the word of its end may have come before
              closeIfOver(id, known, event.attempt());
            }
            return Optional.of(known);
          }
          return Optional.empty();
        });
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
            default -> {
              return Optional.of(addToBuild(event, event.build().orElseThrow()));
            }
          }
          return Optional.empty();
        });
  }

  private BuildRecord addToBuild(FarmEvent event, BuildId id) throws MalformedMessageException {
    BuildRecord known = builds.add(id, build -> build.apply(event));
    CrashPoint.reach("controller.record.event");
    Fields data = Fields.of(event.data());
    switch (event.kind()) {
      case ATTEMPT -> closeIfOver(id, known, data.optionalText("attempt", AttemptToken::new));
      case HELD, ENDED -> closeIfOver(id, known, Optional.empty());
      case COMMITTED -> {
        Optional<BuildEvent> result = EndFacts.result(data);
        if (result.isPresent()) {
          history.restore(result.get());
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
