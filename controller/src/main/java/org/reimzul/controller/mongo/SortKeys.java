package org.reimzul.controller.mongo;

import java.time.Instant;
import java.util.Optional;

/**
 * Values as text, for an index: equal values have the same text, and the texts of times are in the
 * order of time. Each begins with a letter for its type.
 */
final class SortKeys {
  /** Ends a text; no text contains it. */
  static final char END = '\0';

  /** Greater than any letter that a text begins with. */
  static final char BEYOND = '\uffff';

  /** What the text of a time begins with. */
  static final String TIME = "t";

  private static final String OTHER = "o";

  private SortKeys() {}

  /** What no text stands for is all one. */
  static String of(Object value) {
    return exact(value).orElse(OTHER);
  }

  /** Empty for values that an index can't tell from others: numbers, nothing, whole documents. */
  static Optional<String> exact(Object value) {
    if (value instanceof String text) {
      return Optional.of('s' + text.replace(END, '\1'));
    }
    if (value instanceof Boolean truth) {
      return Optional.of(truth ? "b1" : "b0");
    }
    return value instanceof Instant time ? Optional.of(ofTime(time)) : Optional.empty();
  }

  private static String ofTime(Instant time) {
    return TIME + "%016x".formatted(time.toEpochMilli() ^ Long.MIN_VALUE);
  }
}
