package org.reimzul.worker.mock;

/**
 * What an exit of mock means.
 *
 * @param kind whose fault
 * @param reason one line for people; empty on success
 */
record Verdict(Kind kind, String reason) {
  /** Whose fault. */
  enum Kind {
    SUCCESS,
    /** The package's: final. */
    PACKAGE,
    /** Ours: another try may succeed. */
    INFRASTRUCTURE,
    /** Ours, and the next build on this root fails too unless its cache is thrown away. */
    POISONED_CACHE
  }
}
