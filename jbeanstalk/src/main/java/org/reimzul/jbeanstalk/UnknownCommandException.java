package org.reimzul.jbeanstalk;

/** The server is too old to know the command. */
public final class UnknownCommandException extends ServerException {
  UnknownCommandException(String command) {
    super("UNKNOWN_COMMAND", "the server does not know the command " + command);
  }
}
