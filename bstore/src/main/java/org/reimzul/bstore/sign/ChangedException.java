package org.reimzul.bstore.sign;

/** A published file is not what was committed; a person has to look. */
final class ChangedException extends Exception {
  private static final long serialVersionUID = 1L;

  ChangedException(String reason) {
    super(reason);
  }
}
