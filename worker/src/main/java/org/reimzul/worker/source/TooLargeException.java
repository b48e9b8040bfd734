package org.reimzul.worker.source;

import java.io.IOException;
import java.net.URI;

/** A body is longer than we take. */
public final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  TooLargeException(URI from, long most) {
    super(from + " is larger than " + most + " bytes");
  }
}
