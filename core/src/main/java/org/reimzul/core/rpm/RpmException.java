package org.reimzul.core.rpm;

import java.io.IOException;

/** A file is not a whole, readable RPM; trying again will not help. */
public final class RpmException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With a line for a person. */
  public RpmException(String message) {
    super(message);
  }
}
