package org.reimzul.core.job;

/** The original's three statuses in the tube {@code notify}. */
public enum Status {
  /** A worker has begun. */
  BUILDING("Building"),
  /** Published (or, for a scratch build, stored): the packages can be fetched. */
  SUCCESS("Success"),
  /** The package's fault; final. */
  FAILED("Failed");

  private final String wire;

  Status(String wire) {
    this.wire = wire;
  }

  /** As written in messages and in MongoDB. */
  public String wire() {
    return wire;
  }

  /** Reads {@link #wire}; {@link IllegalArgumentException} for anything else. */
  public static Status parse(String text) {
    for (Status status : values()) {
      if (status.wire.equals(text)) {
        return status;
      }
    }
    throw new IllegalArgumentException(
        "status is not Building, Success or Failed: " + Excerpt.of(text));
  }
}
