package org.reimzul.controller.record;

/**
 * How far a build has come, in rising order: a build that has been seen in a state never shows an
 * earlier one again, in whatever order the messages arrive.
 */
public enum BuildState {
  /** Submitted. */
  QUEUED,
  /** A worker has it, or had it and another one will. */
  BUILDING,
  /** The infrastructure failed too often; a person decides. */
  HELD,
  /** Handed over to bstore. */
  BUILT,
  /** Not for this arch, or published already. */
  SKIPPED,
  /** Called off before its end. */
  CANCELED,
  /** Taken back after its end. */
  WITHDRAWN,
  /** The package's fault; final. */
  FAILED,
  /** In its repository, or, for a scratch build, in its place. */
  PUBLISHED,
  /** Published with signatures. */
  SIGNED;

  /** True while an attempt is still to come or under way. */
  public boolean waiting() {
    return this == QUEUED || this == BUILDING || this == HELD;
  }
}
