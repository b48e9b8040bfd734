package org.reimzul.core.queue;

import java.io.IOException;

/** The job is no longer ours: somebody else holds it, or it is gone. */
public final class LeaseLostException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With what the server said. */
  public LeaseLostException(String reason) {
    super(reason);
  }
}
