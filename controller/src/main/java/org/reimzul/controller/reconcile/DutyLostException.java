package org.reimzul.controller.reconcile;

import java.io.IOException;

/** Another controller reconciles now, or the queue is away: this look ends. */
final class DutyLostException extends IOException {
  private static final long serialVersionUID = 1L;

  DutyLostException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
