package org.reimzul.core.job;

/** How far one worker's try at a build has come. */
public enum AttemptState {
  /** The worker holds the job. */
  LEASED,
  /** It fetches and checks the source package. */
  PREPARING,
  /** The builder runs. */
  BUILDING,
  /** The result is on its way to bstore. */
  UPLOADING,
  /** Handed over to bstore, whatever the outcome for the package. */
  DONE,
  /** The infrastructure failed; the build is tried again. */
  FAILED,
  /** The reservation was lost. */
  LOST,
  /** Stopped by us: shutdown or cancel. */
  ABORTED;

  /** True for the four ends. */
  public boolean ended() {
    return compareTo(DONE) >= 0;
  }
}
