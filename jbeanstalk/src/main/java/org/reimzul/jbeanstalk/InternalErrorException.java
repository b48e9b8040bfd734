package org.reimzul.jbeanstalk;

/** The server failed inside, as it does when its disk is full and a job is buried. */
public final class InternalErrorException extends ServerException {
  InternalErrorException() {
    super("INTERNAL_ERROR", "the server reports an internal error");
  }
}
