package org.reimzul.core.job;

/** What the tube {@code events} tells beyond the original's three statuses. */
public enum EventKind {
  /** A submitter is about to queue a build; data: {@code job}, {@code priority}. */
  SUBMITTED("submitted"),
  /**
   * A job was put; data: {@code tube}, {@code queue_id} and, when it is not the first time, {@code
   * retries} and {@code delay} (seconds), with a reason; {@code released} is true when a person has
   * taken it out of {@code held}. Where it isn't what was submitted (of a remote request: with its
   * commit, or the build of the source package that was made of it), and for one that came without
   * a build id, also {@code job}.
   */
  QUEUED("queued"),
  /**
   * An attempt changed state; data: {@code attempt}, {@code state}, {@code host}; at the end of one
   * that made a source package {@code made}, its name: its build is queued then; where its worker
   * has something to note {@code notes}: texts by name, as {@code mock_commit}, {@code class}
   * (whose fault a failure is).
   */
  ATTEMPT("attempt"),
  /** A message was buried; data: {@code tube}, {@code queue_id}, {@code size}, {@code body}. */
  REJECTED("rejected"),
  /** A published build's packages were collected for signing; data: {@code files}. */
  STAGED("staged"),
  /**
   * A build ended without a result, or was withdrawn; data: {@code job}, {@code state} (an {@link
   * EndState}).
   */
  ENDED("ended"),
  /**
   * The infrastructure failed a build too often, and a person decides; data: {@code tube}, {@code
   * queue_id}, {@code retries}.
   */
  HELD("held"),
  /** A build waits, for the given reason; no data. */
  WAITS("waits"),
  /**
   * A worker, and not a build, has changed; data: {@code host}, {@code name} (the instance), {@code
   * state} ({@code up}, {@code draining}, {@code drained}, {@code failing}, {@code stopped}).
   */
  WORKER("worker"),
  /**
   * A commit is repeated for a record that has lost it, or has never heard; data: {@code job},
   * {@code state} (an {@link EndState}), {@code committed}, and where there is a result {@code
   * result} (a {@link BuildEvent}), {@code started}, {@code ended}; {@code announced} is true where
   * an original notifier tells of results, and nobody else is to be told.
   */
  COMMITTED("committed"),
  /**
   * A person overrides how a build ended, in the history only; data: {@code document} (the {@code
   * _id} of the document: a string, or {@code {"$oid": HEX}} where the original wrote it) and
   * {@code comment}. No build id: the original's documents have none.
   */
  OVERRIDE("override");

  private final String wire;

  EventKind(String wire) {
    this.wire = wire;
  }

  /** As written in messages and in MongoDB. */
  public String wire() {
    return wire;
  }

  /** True if its events belong to a build. */
  public boolean ofBuild() {
    return this != REJECTED && this != WORKER && this != OVERRIDE;
  }

  /** Reads {@link #wire}; {@link IllegalArgumentException} for anything else. */
  public static EventKind parse(String text) {
    for (EventKind kind : values()) {
      if (kind.wire.equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("event is not known: " + Excerpt.of(text));
  }
}
