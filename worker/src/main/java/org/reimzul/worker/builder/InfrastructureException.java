package org.reimzul.worker.builder;

import java.io.IOException;

/** Not the package's fault: worth another try later. */
public final class InfrastructureException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With one line for an administrator. */
  public InfrastructureException(String reason) {
    super(reason);
  }
}
