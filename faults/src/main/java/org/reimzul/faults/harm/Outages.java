package org.reimzul.faults.harm;

import java.time.Duration;
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

  /** Asks once it has begun: nobody can end his work any more. */
  private static Fault.Strike between(
      Supplier<Optional<String>> phase, Blow.Step begin, Blow.Step end) {
    return pick -> {
      Duration lasts = Span.any(pick);
      Optional<Blow> blow = Optional.empty();
      try {
        begin.take();
        blow = phase.get().map(now -> new Blow(now, lasts, end));
        return blow;
      } finally {
        if (blow.isEmpty()) {
          end.take();
        }
      }
    };
  }

  List<Fault> of(Link link) {
    String victim = "link to " + link.name();
    Set<String> part = Set.of(link.name());
    Supplier<Optional<String>> phase = () -> link.connected() ? inUse(link) : Optional.empty();
    Fault.Strike nothing = pick -> phase.get().map(Blow::once);
    Fault.Strike refuse = between(phase, link::refuse, link::accept);
    return List.of(
        new Fault("reset", victim, part, phase, resetting(link, nothing)),
        new Fault("refuse", victim, part, phase, resetting(link, refuse)));
  }

  private static Fault.Strike resetting(Link link, Fault.Strike first) {
    return pick -> {
      Optional<Blow> blow = first.at(pick);
      blow.ifPresent(hit -> link.reset());
      return blow;
    };
  }

  private Optional<String> inUse(Link link) {
    return switch (link.name()) {
      case "beanstalkd" -> work.holdsJobs() ? Optional.of("serving jobs") : Optional.empty();
      case "mosquitto" -> work.of(lab.role("mosquitto"));
      default -> link.carries() ? Optional.of("transferring") : Optional.empty();
    };
  }

  List<Fault> of(Machine machine) {
    String victim = "machine " + machine.name();
    Set<String> part = Set.of(machine.name());
    Supplier<Optional<String>> phase = ofAny(role -> role.machine().equals(machine));
    return List.of(
        new Fault(
            "link down", victim, part, phase, between(phase, machine::linkDown, machine::linkUp)),
        new Fault("drop", victim, part, phase, between(phase, machine::unplug, machine::plug)));
  }

  Fault of(Volume volume) {
    Supplier<Optional<String>> phase = ofAny(role -> uses(role, volume));
    Fault.Strike strike =
        pick -> {
          int room = pick.nextBoolean() ? 0 : pick.nextInt(200_000);
          return between(phase, () -> volume.fill(room), volume::free).at(pick);
        };
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
