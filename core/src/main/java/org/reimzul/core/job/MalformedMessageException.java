package org.reimzul.core.job;

/** A message that is not what its tube carries. Its text says which field is wrong and why. */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** For a message that breaks the format in the way {@code reason} says. */
  public MalformedMessageException(String reason) {
    super(reason);
  }
}
