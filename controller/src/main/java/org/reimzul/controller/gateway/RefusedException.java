package org.reimzul.controller.gateway;

/** A message that is no request of this farm; its message says why. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  RefusedException(String reason) {
    super(reason);
  }
}
