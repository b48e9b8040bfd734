package org.reimzul.worker.build;

/** Nothing is to be built, and nobody is at fault. */
final class SkipException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With one line for the packager. */
  SkipException(String reason) {
    super(reason);
  }
}
