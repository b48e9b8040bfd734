package org.reimzul.faults.harm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** What is done to the programs that daemons start, which work for as long as they live. */
final class Programs {
  private Programs() {}

  /**
   * To one of those with a text in their command line.
   *
   * @param phase what they do
   * @param longest for how long one may be stopped
   */
  static List<Fault> of(String name, String text, String phase, Duration longest) {
    Set<String> part = Set.of(name);
    Supplier<Optional<String>> now =
        () -> Processes.of(text).isEmpty() ? Optional.empty() : Optional.of(phase);
    Fault.Strike kill =
        pick -> one(text, pick).filter(ProcessHandle::destroyForcibly).map(v -> Blow.once(phase));
    Fault.Strike terminate =
        pick -> one(text, pick).filter(ProcessHandle::destroy).map(v -> Blow.once(phase));
    return List.of(
        new Fault("kill -9", name, part, now, kill),
        new Fault("SIGTERM", name, part, now, terminate),
        new Fault("SIGSTOP", name, part, now, pick -> stop(text, phase, pick, longest)));
  }

  private static Optional<ProcessHandle> one(String text, Random pick) {
    List<ProcessHandle> found = Processes.of(text);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(pick.nextInt(found.size()))).filter(Processes::lives);
  }

  private static Optional<Blow> stop(String text, String phase, Random pick, Duration longest)
      throws Exception {
    Optional<ProcessHandle> victim = one(text, pick);
    if (victim.isEmpty()) {
      return Optional.empty();
    }
    Duration time = Span.any(pick);
    Duration lasts = time.compareTo(longest) < 0 ? time : longest;
    return Freeze.strike(
        List.of(victim.get()), () -> Optional.of(phase), (now, thaw) -> new Blow(now, lasts, thaw));
  }
}
