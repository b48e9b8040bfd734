package org.reimzul.controller.record;

/**
 * How far a build has come. The first four may follow each other more than once, and the latest of
 * them counts; the others are ends, in rising order: a build that has been seen in one never shows
 * an earlier state again, in whatever order the messages arrive.
 */
public enum BuildState {
  /** Submitted, or waiting for another try. */
  QUEUED,
  /** A worker has it, or had it. */
  BUILDING,
  /** The infrastructure failed too often; a person decides. */
  HELD,
  /** Handed over to bstore. */
  BUILT,
  /** Not for this arch, or published already. */
  SKIPPED,
  /** Called off before its end. */
  CANCELED,
  /** The package's fault; final. */
  FAILED,
  /** In its repository, or, for a scratch build, in its place. */
  PUBLISHED,
  /** Published with signatures. */
  SIGNED,
  /** Taken back after it was published. */
  WITHDRAWN;

  /** True while an attempt is still to come or under way. */
  public boolean waiting() {
    return this == QUEUED || this == BUILDING || this == HELD;
  }

  /** True for every state that only a commit leads to. */
  public boolean ended() {
    return compareTo(SKIPPED) >= 0;
  }
}
