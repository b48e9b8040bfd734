package org.reimzul.faults.crash;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Arms one point for each kind of process at a time: those with the fewest visits first, and each
 * for a while only, as some wait for rare events.
 */
final class Slots {
  private static final long TURN_SECONDS = 30;
  private static final long PEACE_SECONDS = 3;

  private record Armed(String name, long since) {}

  private final Armory armory;
  private final Visits visits;
  private final int wanted;
  private final String only;
  private final Map<String, Armed> armed = new LinkedHashMap<>();
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
      default -> first;
    };
  }

  /** Arms what can be armed now. */
  void fill() throws IOException {
    long now = System.nanoTime();
    for (String process : visits.names().stream().map(Slots::process).distinct().toList()) {
      Armed current = armed.get(process);
      if (current != null && now - current.since() < TimeUnit.SECONDS.toNanos(TURN_SECONDS)) {
        continue;
      }
      if (current != null && armory.disarm(current.name())) {
        armed.remove(process);
      }
      if (!armed.containsKey(process) && now - free.getOrDefault(process, now) >= 0) {
        arm(process, now);
      }
    }
  }

  private void arm(String process, long now) throws IOException {
    Optional<String> next =
        visits.names().stream()
            .filter(name -> process(name).equals(process) && name.contains(only))
            .filter(name -> visits.of(name) < wanted)
            .min(
                Comparator.<String>comparingLong(name -> tried.getOrDefault(name, 0L))
                    .thenComparing(visits::of));
    if (next.isPresent()) {
      tried.put(next.get(), ++turn);
      armed.put(process, new Armed(next.get(), now));
      armory.arm(next.get());
    }
  }

  /** Counts what was visited; returns it. */
  List<String> take() throws IOException {
    List<String> fresh = armory.visited();
    for (String name : fresh) {
      visits.add(name);
      String process = process(name);
      armed.remove(process);
      free.put(process, System.nanoTime() + TimeUnit.SECONDS.toNanos(PEACE_SECONDS));
    }
    return fresh;
  }

  /** Nobody halts any more. */
  void clear() throws IOException {
    for (Armed each : armed.values()) {
      armory.disarm(each.name());
    }
    armed.clear();
  }
}
