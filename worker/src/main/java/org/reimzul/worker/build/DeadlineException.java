package org.reimzul.worker.build;

import java.io.IOException;

/** A deadline has passed; the message names it and its length. */
final class DeadlineException extends IOException {
  private static final long serialVersionUID = 1L;

  DeadlineException(String reason) {
    super(reason);
  }
}
