package org.reimzul.jbeanstalk;

/** The server is in drain mode and takes no more jobs until it is restarted. */
public final class DrainingException extends ServerException {
  DrainingException() {
    super("DRAINING", "the server is draining and takes no more jobs");
  }
}
