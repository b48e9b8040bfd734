package org.reimzul.jbeanstalk;

/** What a reserve came back with. */
public sealed interface Reservation {
  /** A job, ours until it is settled, its time to run passes, or this connection closes. */
  record Reserved(Job job) implements Reservation {}

  /** No job within the timeout. */
  record TimedOut() implements Reservation {}

  /**
   * A job that this connection holds has less than a second left: touch or settle it. Nothing was
   * reserved.
   */
  record DeadlineSoon() implements Reservation {}
}
