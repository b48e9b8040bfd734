package org.reimzul.worker.build;

import org.reimzul.worker.builder.FailureKind;
import org.reimzul.worker.builder.PackageFailure;

/**
 * Why a package can't be built.
 *
 * @param reason one line of at most 500 characters
 */
record Failure(FailureKind kind, String reason) {
  /** Makes the reason one short line. */
  Failure {
    reason = Shift.oneLine(reason);
  }

  static Failure of(PackageFailure e) {
    return new Failure(e.kind(), e.getMessage());
  }
}
