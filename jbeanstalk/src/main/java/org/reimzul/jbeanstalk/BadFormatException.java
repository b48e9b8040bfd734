package org.reimzul.jbeanstalk;

/**
 * The server could not read the command. The connection was closed, for the server reads a body
 * that follows such a command as more commands.
 */
public final class BadFormatException extends ServerException {
  BadFormatException() {
    super("BAD_FORMAT", "the server could not read the command");
  }
}
