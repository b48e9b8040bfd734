package org.reimzul.core.job;

/** What the tube {@code events} tells beyond the original's three statuses. */
public enum EventKind {
  /** A submitter is about to queue a build; data: {@code job}, {@code priority}. */
  SUBMITTED("submitted"),
  /** A job was put; data: {@code tube}, {@code queue_id}. */
  QUEUED("queued"),
  /** An attempt changed state; data: {@code attempt}, {@code state}, {@code host}. */
  ATTEMPT("attempt"),
  /** A message was buried; data: {@code tube}, {@code queue_id}, {@code size}, {@code body}. */
  REJECTED("rejected"),
  /** A published build's packages were collected for signing; data: {@code files}. */
  STAGED("staged");

  private final String wire;

  EventKind(String wire) {
    this.wire = wire;
  }

  /** As written in messages and in MongoDB. */
  public String wire() {
    return wire;
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
