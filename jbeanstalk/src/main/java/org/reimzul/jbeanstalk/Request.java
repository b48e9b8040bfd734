package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One command on its way out. Its parts are checked values (numbers, tube names), so that no line
 * can hold a space or line end too many.
 *
 * @param body what follows the line, or null
 * @param patience how long the server may rightly think before it replies
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(String line, byte[] body, Duration patience) {
  private static final byte[] CRLF = {'\r', '\n'};

  static Request of(String command) {
    return new Request(command, null, Duration.ZERO);
  }

  static Request of(String command, long id) {
    return of(command + " " + Long.toUnsignedString(id));
  }

  static Request of(String command, TubeName tube) {
    return of(command + " " + tube.value());
  }

  Request withBody(byte[] bytes) {
    return new Request(line, bytes, patience);
  }

  Request withPatience(Duration longer) {
    return new Request(line, body, longer);
  }

  /** The command's name. */
  String command() {
    int space = line.indexOf(' ');
    return space < 0 ? line : line.substring(0, space);
  }

  /** Only a command that makes the server wait may be left half-way by an interrupt. */
  boolean waits() {
    return !patience.isZero();
  }

  ByteBuffer[] bytes() {
    ByteBuffer head = ByteBuffer.wrap((line + "\r\n").getBytes(US_ASCII));
    return body == null
        ? new ByteBuffer[] {head}
        : new ByteBuffer[] {head, ByteBuffer.wrap(body), ByteBuffer.wrap(CRLF)};
  }
}
