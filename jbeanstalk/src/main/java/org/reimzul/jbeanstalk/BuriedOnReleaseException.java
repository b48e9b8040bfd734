package org.reimzul.jbeanstalk;

/**
 * The server had no memory to queue the job at a release, so it is stored, but buried: kick it
 * later.
 */
public final class BuriedOnReleaseException extends ServerException {
  private final long id;

  BuriedOnReleaseException(long id) {
    super("BURIED", "the server could only bury job " + Long.toUnsignedString(id));
    this.id = id;
  }

  /** The buried job. */
  public long id() {
    return id;
  }
}
