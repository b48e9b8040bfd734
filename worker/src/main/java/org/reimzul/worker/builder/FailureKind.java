package org.reimzul.worker.builder;

import java.util.Locale;

/** Whose fault it is that there is no package. The record keeps it with the attempt. */
public enum FailureKind {
  /** It does not build: final. */
  PACKAGE,
  /** It needs what no repository has: final; who publishes that builds the package again. */
  DEPENDENCY,
  /** It took longer than it may: final. */
  TIMEOUT,
  /** Not the package's: another try may succeed. */
  INFRASTRUCTURE,
  /** Somebody has stopped it. */
  CANCELED;

  /** As written in events and records. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
