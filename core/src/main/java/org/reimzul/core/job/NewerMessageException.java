package org.reimzul.core.job;

/** A message of a later format than this reader's: left for a newer reader, never buried. */
public final class NewerMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For a message whose {@code v} is above the reader's. */
  public NewerMessageException(int version, int readers) {
    super("message format " + version + " is newer than this reader's " + readers);
  }
}
