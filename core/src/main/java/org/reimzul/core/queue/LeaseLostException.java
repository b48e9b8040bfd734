package org.reimzul.core.queue;

import java.io.IOException;

/** The job is no longer ours: somebody else holds it, or it is gone. */
public final class LeaseLostException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean taken;

  /** With what the server said, or why we can't rely on it. */
  public LeaseLostException(String reason) {
    this(reason, false);
  }

  /**
   * @param taken true when it is known that somebody else has had the job since
   */
  LeaseLostException(String reason, boolean taken) {
    super(reason);
    this.taken = taken;
  }

  /** True when it is known that somebody else has had the job since. */
  public boolean taken() {
    return taken;
  }
}
