package org.reimzul.core.cli;

/** Something that the user can mend; its message is one line. */
public final class UserException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the line to print. */
  public UserException(String message) {
    super(message);
  }
}
