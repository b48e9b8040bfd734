package org.reimzul.faults.crash;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Arms points for each kind of process one after another, those with the fewest visits first. Some
 * wait for rare events: they stay armed, and the next one's turn comes.
 */
final class Slots {
  private static final long TURN_SECONDS = 12;
  private static final long PEACE_SECONDS = 3;
  // there are four: as many as this may halt at a time
  private static final int WORKERS = 2;

  private record Armed(String name, long since) {}

  private final Armory armory;
  private final Visits visits;
  private final int wanted;
  private final String only;
  private final Set<String> armed = new HashSet<>();
  private final Map<String, Armed> active = new LinkedHashMap<>();
  private final Map<String, Long> free = new LinkedHashMap<>();
  private final Map<String, Long> tried = new LinkedHashMap<>();
  private long turn;

  /** {@code only} is a part of a name. */
  Slots(Armory armory, Visits visits, int wanted, String only) {
    this.armory = armory;
    this.visits = visits;
    this.wanted = wanted;
    this.only = only;
  }

  /** The process that comes to a point; commands are one kind each. */
  private static String process(String name) {
    String first = name.substring(0, name.indexOf('.'));
    return switch (first) {
      case "order", "reconcile" -> "controller";
      case "reindex" -> name.endsWith(".put") ? "reindex" : "controller";
      case "worker" -> first + Math.floorMod(name.hashCode(), WORKERS);
      default -> first;
    };
  }

  /** Arms what can be armed now; what nobody comes to in its turn stays armed. */
  void fill() throws IOException {
    long now = System.nanoTime();
    for (String process : visits.names().stream().map(Slots::process).distinct().toList()) {
      Armed current = active.get(process);
      if (current != null && now - current.since() > TimeUnit.SECONDS.toNanos(TURN_SECONDS)) {
        active.remove(process);
      }
      if (!active.containsKey(process) && now - free.getOrDefault(process, now) >= 0) {
        arm(process, now);
      }
    }
  }

  private void arm(String process, long now) throws IOException {
    Optional<String> next =
        visits.names().stream()
            .filter(name -> process(name).equals(process) && name.contains(only))
            .filter(name -> visits.of(name) < wanted && !armed.contains(name))
            .min(
                Comparator.<String>comparingLong(name -> tried.getOrDefault(name, 0L))
                    .thenComparing(visits::of));
    if (next.isPresent()) {
      tried.put(next.get(), ++turn);
      active.put(process, new Armed(next.get(), now));
      armed.add(next.get());
      armory.arm(next.get());
    }
  }

  /** Counts what was visited; returns it. */
  List<String> take() throws IOException {
    List<String> fresh = armory.visited();
    for (String name : fresh) {
      visits.add(name);
      String process = process(name);
      armed.remove(name);
      if (active.containsKey(process) && active.get(process).name().equals(name)) {
        active.remove(process);
      }
      free.put(process, System.nanoTime() + TimeUnit.SECONDS.toNanos(PEACE_SECONDS));
    }
    return fresh;
  }

  /** Nobody halts any more. */
  void clear() throws IOException {
    for (String name : armed) {
      armory.disarm(name);
    }
    armed.clear();
    active.clear();
  }
}
