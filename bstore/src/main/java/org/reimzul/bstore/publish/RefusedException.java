package org.reimzul.bstore.publish;

/** An upload that can never be committed, with the reason. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a line for a person. */
  public RefusedException(String reason) {
    super(reason);
  }
}
