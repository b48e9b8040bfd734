package org.reimzul.controller.record;

import java.io.IOException;

/** MongoDB does not answer; the same call may work later. */
public final class RecordAwayException extends IOException {
  private static final long serialVersionUID = 1L;

  RecordAwayException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
