package org.reimzul.jbeanstalk;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One reply of the server: its line, split at single spaces, and the chunk that follows it, if one
 * does. Anything that does not fit is a {@link ProtocolException}.
 *
 * @param data empty unless the reply carries a chunk
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(String line, String word, List<String> arguments, byte[] data) {
  private static final Pattern LINE = Pattern.compile("[A-Z_]+( [!-~]+)*");
  private static final byte[] NO_DATA = {};

  static Reply parse(String line) throws ProtocolException {
    if (!LINE.matcher(line).matches()) {
      throw new ProtocolException("not a reply: " + Shown.text(line));
    }
    List<String> words = List.of(line.split(" "));
    return new Reply(line, words.get(0), words.subList(1, words.size()), NO_DATA);
  }

  Reply withData(byte[] chunk) {
    return new Reply(line, word, arguments, chunk);
  }

  /** The word and a question mark for each argument, as {@code RESERVED ? ?}. */
  String shape() {
    return word + " ?".repeat(arguments.size());
  }

  boolean carriesData() {
    return switch (shape()) {
      case "RESERVED ? ?", "FOUND ? ?", "OK ?" -> true;
      default -> false;
    };
  }

  /** The last argument, the length of the chunk. */
  long dataLength() throws ProtocolException {
    return u32(arguments.size() - 1);
  }

  long id() throws ProtocolException {
    try {
      return Numbers.parseU64(arguments.get(0));
    } catch (NumberFormatException e) {
      throw unexpected();
    }
  }

  long u32(int argument) throws ProtocolException {
    try {
      return Numbers.parseU32(arguments.get(argument));
    } catch (NumberFormatException e) {
      throw unexpected();
    }
  }

  Job job() throws ProtocolException {
    return new Job(id(), data);
  }

  /** The job, which must be the one that was asked for. */
  Job job(long id) throws ProtocolException {
    if (id() != id) {
      throw unexpected();
    }
    return job();
  }

  ProtocolException unexpected() {
    return new ProtocolException("unexpected reply: " + Shown.text(line));
  }
}
