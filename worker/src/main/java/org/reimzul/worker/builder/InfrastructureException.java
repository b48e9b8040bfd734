package org.reimzul.worker.builder;

import java.io.IOException;

/** Not the package's fault: worth another try later. */
public final class InfrastructureException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final boolean away;

  /** With one line for an administrator. */
  public InfrastructureException(String reason) {
    this(FailureKind.INFRASTRUCTURE, reason, false);
  }

  private InfrastructureException(FailureKind kind, String reason, boolean away) {
    super(reason);
    this.kind = kind;
    this.away = away;
  }

  /** A server did not answer: no fault of this host, nor of the build. */
  public static InfrastructureException away(String reason) {
    return new InfrastructureException(FailureKind.INFRASTRUCTURE, reason, true);
  }

  /** Somebody stopped the builder, and it was not the worker. */
  public static InfrastructureException canceled(String reason) {
    return new InfrastructureException(FailureKind.CANCELED, reason, false);
  }

  /** {@link FailureKind#INFRASTRUCTURE} or {@link FailureKind#CANCELED}. */
  public FailureKind kind() {
    return kind;
  }

  /** True if it was only that a server did not answer. */
  public boolean isAway() {
    return away;
  }
}
