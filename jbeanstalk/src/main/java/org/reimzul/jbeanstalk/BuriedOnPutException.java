package org.reimzul.jbeanstalk;

/**
 * The server had no memory to queue the job at a put, so it is stored, but buried: kick it later.
 */
public final class BuriedOnPutException extends ServerException {
  private final long id;

  BuriedOnPutException(long id) {
    super("BURIED", "the server could only bury job " + Long.toUnsignedString(id));
    this.id = id;
  }

  /** The buried job. */
  public long id() {
    return id;
  }
}
