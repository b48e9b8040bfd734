package org.reimzul.jbeanstalk;

/** The job does not exist, or is not in a state (or in a hand) that allows the command. */
public final class NotFoundException extends ServerException {
  NotFoundException(long id) {
    super(
        "NOT_FOUND",
        "job " + Long.toUnsignedString(id) + " does not exist or is not held by this connection");
  }
}
