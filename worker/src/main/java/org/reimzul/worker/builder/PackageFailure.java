package org.reimzul.worker.builder;

/** The package's own fault: its build ends as Failed with this reason and is not tried again. */
public final class PackageFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  /** With one line for the packager. */
  public PackageFailure(String reason) {
    this(FailureKind.PACKAGE, reason);
  }

  /** The same of another kind that is final. */
  public PackageFailure(FailureKind kind, String reason) {
    super(reason);
    this.kind = kind;
  }

  /** What kind of fault. */
  public FailureKind kind() {
    return kind;
  }
}
