package org.reimzul.worker.builder;

import java.io.IOException;

/** Not the package's fault: worth another try later. */
public final class InfrastructureException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean away;

  /** With one line for an administrator. */
  public InfrastructureException(String reason) {
    this(reason, false);
  }

  private InfrastructureException(String reason, boolean away) {
    super(reason);
    this.away = away;
  }

  /** A server did not answer: no fault of this host, nor of the build. */
  public static InfrastructureException away(String reason) {
    return new InfrastructureException(reason, true);
  }

  /** True if it was only that a server did not answer. */
  public boolean isAway() {
    return away;
  }
}
