package org.reimzul.worker.gitsource;

import java.io.IOException;

/** Git failed for a reason that is neither the package's nor an absent server's. */
public final class GitException extends IOException {
  private static final long serialVersionUID = 1L;

  GitException(String reason) {
    super(reason);
  }
}
