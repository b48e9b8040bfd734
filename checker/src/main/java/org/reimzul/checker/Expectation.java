package org.reimzul.checker;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A way in which a build may end. */
enum Expectation {
  SUCCESS,
  FAILURE,
  CANCELED,
  SKIPPED,
  WITHDRAWN,
  ANY;

  boolean allows(State state) {
    return switch (this) {
      case SUCCESS -> state == State.PUBLISHED || state == State.SIGNED;
      case FAILURE -> state == State.FAILED;
      case CANCELED -> state == State.CANCELED;
      case SKIPPED -> state == State.SKIPPED;
      case WITHDRAWN -> state == State.WITHDRAWN;
      case ANY -> true;
    };
  }

  /** One, or several with commas between them. */
  static Set<Expectation> parse(String text) throws IOException {
    Set<Expectation> found = EnumSet.noneOf(Expectation.class);
    try {
      for (String word : text.toUpperCase(Locale.ROOT).split(",", -1)) {
        found.add(valueOf(word));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("nobody can expect " + text, e);
    }
    return found;
  }
}
