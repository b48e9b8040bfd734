package org.reimzul.jbeanstalk;

/**
 * The server did not find the end of the body where it was announced. The connection was closed.
 */
public final class ExpectedCrlfException extends ServerException {
  ExpectedCrlfException() {
    super("EXPECTED_CRLF", "the server did not find the end of the body");
  }
}
