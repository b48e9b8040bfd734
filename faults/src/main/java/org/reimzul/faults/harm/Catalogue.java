package org.reimzul.faults.harm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Link;
import org.reimzul.faults.lab.Machine;
import org.reimzul.faults.lab.Role;
import org.reimzul.faults.lab.Volume;
import org.reimzul.faults.load.Submitter;

/** Everything that can be done to a farm. */
public final class Catalogue {
  private static final Duration LONGEST = Duration.ofSeconds(8);

  /** A mock that stands still for longer fails by the deadline for its log, and rightly so. */
  private static final Duration SILENT = Duration.ofSeconds(3);

  private final Lab lab;
  private final Work work;
  private final List<Fault> faults = new ArrayList<>();

  private Catalogue(Lab lab, Work work) {
    this.lab = lab;
    this.work = work;
  }

  /** All faults of this farm. */
  public static List<Fault> of(Lab lab, Work work, Submitter submitter) {
    var catalogue = new Catalogue(lab, work);
    lab.roles().forEach(catalogue::role);
    catalogue.child("mock", lab.place().mock().toString() + " ", "building", SILENT);
    catalogue.child("createrepo_c", "createrepo_c ", "publishing", LONGEST);
    catalogue.child("rsync client", "rsync -rt ", "uploading", LONGEST);
    catalogue.submission(submitter);
    lab.links().forEach(catalogue::link);
    lab.machines().forEach(catalogue::machine);
    lab.volumes().forEach(catalogue::volume);
    return catalogue.faults;
  }

  private void role(Role role) {
    Supplier<Optional<String>> phase = () -> role.alive() ? work.of(role) : Optional.empty();
    add("kill -9", role.kind(), role.name(), phase, pick -> role.kill(pick.nextBoolean()));
    add("SIGTERM", role.kind(), role.name(), phase, pick -> role.signal("TERM"));
    add(
        "SIGSTOP",
        role.kind(),
        role.name(),
        phase,
        pick -> {
          ProcessHandle process = ProcessHandle.of(role.pid()).orElseThrow();
          pause(process, time(pick));
        });
  }

  private static void pause(ProcessHandle process, Duration time) throws InterruptedException {
    Processes.signal(process, "STOP");
    try {
      Thread.sleep(time.toMillis());
    } finally {
      Processes.signal(process, "CONT");
    }
  }

  private static void last(Random pick) throws InterruptedException {
    Thread.sleep(time(pick).toMillis());
  }

  /** From a moment to well beyond the time to run. */
  private static Duration time(Random pick) {
    return pick.nextInt(3) == 0
        ? LONGEST.dividedBy(2).plusMillis(pick.nextInt(4000))
        : Duration.ofMillis(300 + pick.nextInt(2200));
  }

  private void child(String name, String text, String phase, Duration longest) {
    Supplier<Optional<String>> now =
        () -> Processes.of(text).isEmpty() ? Optional.empty() : Optional.of(phase);
    add("kill -9", name, name, now, pick -> each(text, pick, "KILL"));
    add("SIGTERM", name, name, now, pick -> each(text, pick, "TERM"));
    add(
        "SIGSTOP",
        name,
        name,
        now,
        pick -> {
          List<ProcessHandle> found = Processes.of(text);
          if (!found.isEmpty()) {
            Duration time = time(pick);
            pause(
                found.get(pick.nextInt(found.size())),
                time.compareTo(longest) < 0 ? time : longest);
          }
        });
  }

  private static void each(String text, Random pick, String signal) throws InterruptedException {
    List<ProcessHandle> found = Processes.of(text);
    if (!found.isEmpty()) {
      Processes.signal(found.get(pick.nextInt(found.size())), signal);
    }
  }

  private void submission(Submitter submitter) {
    add(
        "kill -9",
        "submit",
        "submit",
        () -> submitter.running().map(any -> "submitting"),
        pick -> {
          Thread.sleep(pick.nextInt(400));
          submitter.running().ifPresent(ProcessHandle::destroyForcibly);
        });
  }

  private void link(Link link) {
    Supplier<Optional<String>> phase =
        () -> link.connections() > 0 ? inUse(link) : Optional.empty();
    add("reset", "link to " + link.name(), link.name(), phase, pick -> link.reset());
    add(
        "refuse",
        "link to " + link.name(),
        link.name(),
        phase,
        pick -> {
          link.refuse();
          link.reset();
          try {
            last(pick);
          } finally {
            link.accept();
          }
        });
  }

  private Optional<String> inUse(Link link) {
    return switch (link.name()) {
      case "beanstalkd" -> work.of(lab.role("beanstalkd"));
      case "mosquitto" -> work.of(lab.role("mosquitto"));
      default -> Optional.of("transferring");
    };
  }

  private void machine(Machine machine) {
    List<Role> here = lab.roles().stream().filter(r -> r.machine().equals(machine)).toList();
    Supplier<Optional<String>> phase =
        () -> here.stream().filter(Role::alive).flatMap(r -> work.of(r).stream()).findFirst();
    String victim = "machine " + machine.name();
    add(
        "link down",
        victim,
        machine.name(),
        phase,
        pick -> {
          machine.linkDown();
          try {
            last(pick);
          } finally {
            machine.linkUp();
          }
        });
    add(
        "drop",
        victim,
        machine.name(),
        phase,
        pick -> {
          machine.unplug();
          try {
            last(pick);
          } finally {
            machine.plug();
          }
        });
  }

  private void volume(Volume volume) {
    List<Role> here =
        lab.roles().stream()
            .filter(r -> volume.name().endsWith(r.machine().name()) || bstores(volume, r))
            .toList();
    Supplier<Optional<String>> phase =
        () -> here.stream().filter(Role::alive).flatMap(r -> work.of(r).stream()).findFirst();
    add(
        "disk full",
        volume.name(),
        volume.name(),
        phase,
        pick -> {
          volume.fill(pick.nextBoolean() ? 0 : pick.nextInt(200_000));
          try {
            last(pick);
          } finally {
            volume.free();
          }
        });
  }

  private static boolean bstores(Volume volume, Role role) {
    return volume.name().equals("bstore") && role.kind().equals("repogen");
  }

  private void add(
      String kind,
      String victim,
      String part,
      Supplier<Optional<String>> phase,
      Fault.Strike strike) {
    faults.add(new Fault(kind, victim, Set.of(part), phase, strike));
  }
}
