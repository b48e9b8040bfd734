package org.reimzul.faults.harm;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Link;
import org.reimzul.faults.lab.Machine;
import org.reimzul.faults.lab.Role;
import org.reimzul.faults.lab.Volume;

/** What is done to what processes need: links break, machines are cut off, disks are full. */
final class Outages {
  private final Lab lab;
  private final Work work;

  /** Of this farm. */
  Outages(Lab lab, Work work) {
    this.lab = lab;
    this.work = work;
  }

  /** Begins or ends one. */
  @FunctionalInterface
  private interface Step {
    void take() throws Exception;
  }

  private static Fault.Strike between(Step begin, Step end) {
    return pick -> {
      begin.take();
      try {
        Span.pass(pick);
      } finally {
        end.take();
      }
    };
  }

  List<Fault> of(Link link) {
    String victim = "link to " + link.name();
    Set<String> part = Set.of(link.name());
    Supplier<Optional<String>> phase =
        () -> link.connections() > 0 ? inUse(link) : Optional.empty();
    Step refuse =
        () -> {
          link.refuse();
          link.reset();
        };
    return List.of(
        new Fault("reset", victim, part, phase, pick -> link.reset()),
        new Fault("refuse", victim, part, phase, between(refuse, link::accept)));
  }

  private Optional<String> inUse(Link link) {
    return switch (link.name()) {
      case "beanstalkd" -> work.holdsJobs() ? Optional.of("serving jobs") : Optional.empty();
      case "mosquitto" -> work.of(lab.role("mosquitto"));
      default -> Optional.of("transferring");
    };
  }

  List<Fault> of(Machine machine) {
    String victim = "machine " + machine.name();
    Set<String> part = Set.of(machine.name());
    Supplier<Optional<String>> phase = ofAny(role -> role.machine().equals(machine));
    return List.of(
        new Fault("link down", victim, part, phase, between(machine::linkDown, machine::linkUp)),
        new Fault("drop", victim, part, phase, between(machine::unplug, machine::plug)));
  }

  Fault of(Volume volume) {
    Fault.Strike strike =
        pick -> {
          int room = pick.nextBoolean() ? 0 : pick.nextInt(200_000);
          between(() -> volume.fill(room), volume::free).run(pick);
        };
    Supplier<Optional<String>> phase = ofAny(role -> uses(role, volume));
    return new Fault("disk full", volume.name(), Set.of(volume.name()), phase, strike);
  }

  private static boolean uses(Role role, Volume volume) {
    return volume.name().endsWith(role.machine().name())
        || (volume.name().equals("bstore") && role.kind().equals("repogen"));
  }

  /** The first work of those that live. */
  private Supplier<Optional<String>> ofAny(Predicate<Role> which) {
    List<Role> roles = lab.roles().stream().filter(which).toList();
    return () ->
        roles.stream().filter(Role::alive).flatMap(role -> work.of(role).stream()).findFirst();
  }
}
