package org.reimzul.faults.harm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.reimzul.faults.lab.Role;
import org.reimzul.faults.load.Submitter;

/** What is done to daemons and to those who submit: killed, told to end, stopped for a while. */
final class Signals {
  private Signals() {}

  /** To a daemon. */
  static List<Fault> of(Role role, Work work) {
    String kind = role.kind();
    Set<String> part = Set.of(role.name());
    Supplier<Optional<String>> phase = () -> role.alive() ? work.of(role) : Optional.empty();
    return List.of(
        new Fault("kill -9", kind, part, phase, pick -> kill(role, phase, pick.nextBoolean())),
        new Fault("SIGTERM", kind, part, phase, pick -> terminate(role, phase)),
        new Fault("SIGSTOP", kind, part, phase, pick -> stop(role, phase, Span.any(pick))));
  }

  /** To somebody who submits. */
  static Fault of(Submitter submitter) {
    Supplier<Optional<String>> phase =
        () -> submitter.busy() ? Optional.of("submitting") : Optional.empty();
    return new Fault(
        "kill -9", "submit", Set.of("submit"), phase, pick -> kill(submitter, phase, pick));
  }

  private static Optional<Blow> kill(
      Submitter submitter, Supplier<Optional<String>> phase, Random pick)
      throws InterruptedException {
    Thread.sleep(pick.nextInt(400));
    Optional<String> now = phase.get();
    return submitter.kill() ? now.map(Blow::once) : Optional.empty();
  }

  private static Optional<Blow> kill(Role role, Supplier<Optional<String>> phase, boolean strand)
      throws Exception {
    List<ProcessHandle> victims = processes(role);
    return Freeze.strike(
        victims,
        phase,
        (now, thaw) -> {
          victims.stream().skip(1).forEach(ProcessHandle::destroyForcibly);
          role.kill(strand);
          return Blow.once(now);
        });
  }

  private static Optional<Blow> terminate(Role role, Supplier<Optional<String>> phase)
      throws Exception {
    List<ProcessHandle> victims = processes(role);
    return Freeze.strike(
        victims,
        phase,
        (now, thaw) -> {
          victims.forEach(ProcessHandle::destroy);
          thaw.take();
          return Blow.once(now);
        });
  }

  private static Optional<Blow> stop(Role role, Supplier<Optional<String>> phase, Duration time)
      throws Exception {
    return Freeze.strike(processes(role), phase, (now, thaw) -> new Blow(now, time, thaw));
  }

  /** Its process, and what it has forked to serve others, which holds the work. */
  private static List<ProcessHandle> processes(Role role) {
    List<ProcessHandle> all = new ArrayList<>(ProcessHandle.of(role.pid()).stream().toList());
    if (role.kind().equals("rsyncd")) {
      all.addAll(all.stream().flatMap(ProcessHandle::children).toList());
    }
    return all;
  }
}
