package org.reimzul.faults.harm;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stops processes before it asks whether they work: so it is the truth when they are struck. Many a
 * piece of work is over before a signal arrives otherwise.
 */
final class Freeze {
  /** What is done to those that stand still. */
  @FunctionalInterface
  interface Deed {
    /** Does it; {@code thaw} lets them go on. */
    Blow to(String phase, Blow.Step thaw) throws Exception;
  }

  private Freeze() {}

  /**
   * Does it if they work, and otherwise lets them go on.
   *
   * @param victims one that has to live, and what belongs to it; empty if it is gone
   */
  static Optional<Blow> strike(
      List<ProcessHandle> victims, Supplier<Optional<String>> phase, Deed deed) throws Exception {
    Blow.Step thaw = () -> Processes.signal(victims, "CONT");
    Optional<Blow> blow = Optional.empty();
    try {
      Processes.signal(victims, "STOP");
      boolean there = !victims.isEmpty() && Processes.awaitStopped(victims.get(0));
      Optional<String> now = there ? phase.get() : Optional.empty();
      if (now.isPresent()) {
        blow = Optional.of(deed.to(now.get(), thaw));
      }
      return blow;
    } finally {
      if (blow.isEmpty()) {
        thaw.take();
      }
    }
  }
}
