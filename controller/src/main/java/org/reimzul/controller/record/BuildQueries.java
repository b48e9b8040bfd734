package org.reimzul.controller.record;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;
import org.reimzul.core.job.BuildId;

/**
 * What the record answers. Thread-safe.
 *
 * <p>A document of the collection {@code builds}, and what {@code GET /reimzul-api/builds/<id>}
 * tells, has these keys; a value that isn't known is null, times are dates:
 *
 * <ul>
 *   <li>{@code _id} the build id, {@code version} (counts the writes)
 *   <li>{@code job} as on the wire, and copies out of it: {@code srpm, arch, target, scratch,
 *       submitter}
 *   <li>{@code state} a {@link BuildState}, {@code reason} why it is in it
 *   <li>{@code submitted_at}, {@code heard_at} the newest word of it, by the sender's clock
 *   <li>{@code queue {tube, id, priority, at, retries, delay}} where its job was put the last time,
 *       the tube {@code held} included; {@code delay} in seconds
 *   <li>{@code retries} how often the infrastructure had failed it by then
 *   <li>{@code waiting {reason, at}} what it waits for; null once it went on
 *   <li>{@code last_wait {reason, at}} the last such word, for the record's own use
 *   <li>{@code transitions [{state, of, at, by, reason}]} in the order of time, see {@link
 *       Transition}
 *   <li>{@code attempts [{token, number, host, state, started, since, ended, reason}]} in the order
 *       of their beginnings; LOST, and its {@code last_word}, where nobody told of its end and it
 *       must be over
 *   <li>{@code result {status, pkgname, evr, timestamp, builder}} of the end, or, while there is
 *       none, of the newest attempt; null for an end without a result
 *   <li>{@code priority}, {@code staged_at}
 * </ul>
 */
public final class BuildQueries {
  private final Server server;
  private final Runnable first;
  private final Builds builds;
  private final Workers workers;

  BuildQueries(Server server, Runnable first, Builds builds, Workers workers) {
    this.server = server;
    this.first = first;
    this.builds = builds;
    this.workers = workers;
  }

  /** One build. */
  public Optional<BuildRecord> find(BuildId id) throws RecordAwayException, InterruptedException {
    return read(() -> builds.find(id).map(StoredBuild::read));
  }

  /**
   * Builds in one of the states QUEUED, BUILDING, HELD and BUILT of which nothing was heard
   * recently, in the order of their ids.
   *
   * @param beyond the last id of the page before; empty for the first page
   * @param most the size of a page
   */
  public List<BuildRecord> unended(Heard recently, Optional<BuildId> beyond, int most)
      throws RecordAwayException, InterruptedException {
    return read(() -> builds.unended(recently, beyond, most));
  }

  /** One build's document. */
  public Optional<Document> document(BuildId id) throws RecordAwayException, InterruptedException {
    return read(() -> builds.find(id));
  }

  /** The documents of the newest builds. */
  public List<Document> newest(int limit) throws RecordAwayException, InterruptedException {
    return read(() -> builds.newest(limit));
  }

  /** The documents of every worker that has ever told of itself: see {@link Workers}. */
  public List<Document> workers() throws RecordAwayException, InterruptedException {
    return read(workers::all);
  }

  private <T> T read(Supplier<T> query) throws RecordAwayException, InterruptedException {
    return server.ask(first, query);
  }
}
