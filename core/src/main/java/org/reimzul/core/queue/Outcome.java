package org.reimzul.core.queue;

import java.time.Duration;

/** What becomes of a job that a handler has had. */
public sealed interface Outcome {
  /** Whatever comes next was put already: the job is deleted. */
  record Done() implements Outcome {}

  /**
   * The job goes back and can be had again after {@code delay}; nothing is logged where the reason
   * is empty, as for one that is only looked at now and then.
   */
  record Retry(Duration delay, String reason) implements Outcome {}

  /** The job can never succeed: it is buried, and the record is told the reason. */
  record Bury(String reason) implements Outcome {}

  /** See {@link Done}. */
  static Outcome done() {
    return new Done();
  }

  /** See {@link Retry}. */
  static Outcome retry(Duration delay, String reason) {
    return new Retry(delay, reason);
  }

  /** See {@link Bury}. */
  static Outcome bury(String reason) {
    return new Bury(reason);
  }
}
