package org.reimzul.faults.harm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.reimzul.faults.lab.Role;
import org.reimzul.faults.load.Submitter;

/** What is done to processes: they are killed, told to end, and stopped for a while. */
final class Signals {
  private Signals() {}

  /** To a daemon. */
  static List<Fault> of(Role role, Work work) {
    String kind = role.kind();
    Set<String> part = Set.of(role.name());
    Supplier<Optional<String>> phase = () -> role.alive() ? work.of(role) : Optional.empty();
    return List.of(
        new Fault("kill -9", kind, part, phase, pick -> role.kill(pick.nextBoolean())),
        new Fault("SIGTERM", kind, part, phase, pick -> role.signal("TERM")),
        new Fault(
            "SIGSTOP",
            kind,
            part,
            phase,
            pick -> pause(ProcessHandle.of(role.pid()).orElseThrow(), Span.any(pick))));
  }

  /** To one of the programs that daemons start, by a text of its command line. */
  static List<Fault> of(String name, String text, String phase, Duration longest) {
    Set<String> part = Set.of(name);
    Supplier<Optional<String>> now =
        () -> Processes.of(text).isEmpty() ? Optional.empty() : Optional.of(phase);
    return List.of(
        new Fault("kill -9", name, part, now, pick -> signalOne(text, pick, "KILL")),
        new Fault("SIGTERM", name, part, now, pick -> signalOne(text, pick, "TERM")),
        new Fault("SIGSTOP", name, part, now, pick -> pauseOne(text, pick, longest)));
  }

  /** To somebody who submits. */
  static Fault of(Submitter submitter) {
    return new Fault(
        "kill -9",
        "submit",
        Set.of("submit"),
        () -> submitter.running().map(any -> "submitting"),
        pick -> {
          Thread.sleep(pick.nextInt(400));
          submitter.running().ifPresent(ProcessHandle::destroyForcibly);
        });
  }

  private static Optional<ProcessHandle> one(String text, Random pick) {
    List<ProcessHandle> found = Processes.of(text);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(pick.nextInt(found.size())));
  }

  private static void signalOne(String text, Random pick, String signal)
      throws InterruptedException {
    Optional<ProcessHandle> victim = one(text, pick);
    if (victim.isPresent()) {
      Processes.signal(victim.get(), signal);
    }
  }

  private static void pauseOne(String text, Random pick, Duration longest)
      throws InterruptedException {
    Optional<ProcessHandle> victim = one(text, pick);
    if (victim.isPresent()) {
      Duration time = Span.any(pick);
      pause(victim.get(), time.compareTo(longest) < 0 ? time : longest);
    }
  }

  private static void pause(ProcessHandle process, Duration time) throws InterruptedException {
    Processes.signal(process, "STOP");
    try {
      Thread.sleep(time.toMillis());
    } finally {
      Processes.signal(process, "CONT");
    }
  }
}
