package org.reimzul.worker.builder;

/** The package's own fault: its build ends as Failed with this reason and is not tried again. */
public final class PackageFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** With one line for the packager. */
  public PackageFailure(String reason) {
    super(reason);
  }
}
