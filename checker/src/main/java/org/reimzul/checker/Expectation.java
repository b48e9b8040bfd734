package org.reimzul.checker;

import java.io.IOException;
import java.util.Locale;

/** How a build should end. */
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

  static Expectation parse(String text) throws IOException {
    try {
      return valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IOException("nobody can expect " + text, e);
    }
  }
}
