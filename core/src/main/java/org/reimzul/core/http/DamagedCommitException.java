package org.reimzul.core.http;

import java.io.IOException;

/** Bstore has a commit of a build, and it can't be read: the build has ended, nobody knows how. */
public final class DamagedCommitException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedCommitException(String message, Throwable cause) {
    super(message, cause);
  }
}
