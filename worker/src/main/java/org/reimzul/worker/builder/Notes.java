package org.reimzul.worker.builder;

import java.util.Map;
import java.util.Optional;

/** Takes what is to be recorded of a try while it is made. */
@FunctionalInterface
public interface Notes {
  /** For tries that nobody records. */
  Notes NONE = (facts, reason) -> {};

  /**
   * Records facts.
   *
   * @param facts keys of lower-case letters and {@code _}, short texts
   * @param remark one line for a person, where something is not as it should be
   */
  void record(Map<String, String> facts, Optional<String> remark) throws InterruptedException;
}
