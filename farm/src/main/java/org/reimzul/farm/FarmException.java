package org.reimzul.farm;

/** The farm did not do what it must; the message is for the person at the terminal. */
final class FarmException extends Exception {
  private static final long serialVersionUID = 1L;

  FarmException(String message) {
    super(message);
  }
}
