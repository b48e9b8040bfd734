package org.reimzul.core.process;

import java.io.IOException;

/** A program ended otherwise than with 0. */
public final class ProgramFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Exit exit;

  /** For a program that ended so and said this. */
  public ProgramFailedException(String program, Exit exit, String said) {
    super(program + ": " + exit + (said.isEmpty() ? "" : ": " + said));
    this.exit = exit;
  }

  /** How it ended. */
  public Exit exit() {
    return exit;
  }
}
