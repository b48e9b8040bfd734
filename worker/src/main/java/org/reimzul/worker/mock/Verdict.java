package org.reimzul.worker.mock;

import org.reimzul.worker.builder.FailureKind;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.PackageFailure;

/**
 * What a failure of mock means.
 *
 * @param kind whose fault
 * @param reason one line for people
 * @param poisoned the next build on this root fails too unless its cache is thrown away
 */
record Verdict(FailureKind kind, String reason, boolean poisoned) {
  Verdict(FailureKind kind, String reason) {
    this(kind, reason, false);
  }

  /** Always throws. */
  void raise() throws PackageFailure, InfrastructureException {
    switch (kind) {
      case PACKAGE -> throw new PackageFailure(reason);
      case DEPENDENCY, TIMEOUT -> throw new PackageFailure(kind, kind.wire() + ": " + reason);
      case INFRASTRUCTURE -> throw new InfrastructureException(reason);
      case CANCELED -> throw InfrastructureException.canceled(reason);
    }
  }
}
