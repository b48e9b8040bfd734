package org.reimzul.worker.build;

import java.io.IOException;

/** Somebody has called the build off; its end was put for bstore, and the job is done. */
public final class CanceledException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the reason, as the build's end carries it. */
  public CanceledException(String reason) {
    super(reason);
  }
}
