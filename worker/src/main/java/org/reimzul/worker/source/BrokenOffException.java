package org.reimzul.worker.source;

import java.io.IOException;

/** A body ended before its announced length: a restarted server, or a damaged file. */
public final class BrokenOffException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenOffException(String what) {
    super(what);
  }
}
