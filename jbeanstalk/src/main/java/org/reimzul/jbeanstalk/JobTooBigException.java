package org.reimzul.jbeanstalk;

/** The body is over the server's limit, {@link ServerStats#maxJobSize}. Nothing was stored. */
public final class JobTooBigException extends ServerException {
  JobTooBigException(int length) {
    super("JOB_TOO_BIG", "a body of " + length + " bytes is over the server's limit");
  }
}
