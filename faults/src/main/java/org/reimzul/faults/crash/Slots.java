package org.reimzul.faults.crash;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Arms points for each kind of process one after another, those whose turn was longest ago first.
 * Some wait for rare events: they stay armed, and the next one's turn comes.
 */
final class Slots {
  private static final long PEACE_SECONDS = 1;
  private static final long SECOND_TIME_SECONDS = 1;
  private static final long FEED_SECONDS = 20;

  /** A point is rare that was armed to the end of so many phases, one after another. */
  private static final int RARE = 2;

  private record Armed(String name, long since) {}

  private final Armory armory;
  private final Visits visits;
  private final int wanted;
  private final Set<String> armed = new HashSet<>();
  private final Map<Kind, Armed> active = new HashMap<>();
  private final Map<Kind, Long> free = new HashMap<>();
  private final Map<String, Long> seen = new HashMap<>();
  private final Map<String, Long> tried = new HashMap<>();
  private final Map<String, Integer> inVain = new HashMap<>();
  private long turn;

  /** Nothing is armed yet. */
  Slots(Armory armory, Visits visits, int wanted) {
    this.armory = armory;
    this.visits = visits;
    this.wanted = wanted;
  }

  /** Arms what can be armed now; what nobody comes to in its turn stays armed. */
  void fill() throws IOException {
    fill(name -> true);
  }

  private void fill(Predicate<String> which) throws IOException {
    long now = System.nanoTime();
    for (Kind kind : visits.names().stream().map(Kind::of).distinct().toList()) {
      Armed current = active.get(kind);
      if (current != null && now - current.since() > TimeUnit.SECONDS.toNanos(kind.turn())) {
        active.remove(kind);
      }
      if (!kind.quiet() && !active.containsKey(kind) && now - free.getOrDefault(kind, now) >= 0) {
        next(kind, which).ifPresent(name -> active.put(kind, new Armed(name, now)));
        if (active.containsKey(kind)) {
          arm(active.get(kind).name());
        }
      }
    }
  }

  /**
   * Arms all that a raid leads to, and one after another those that nobody has come to for a while:
   * in a storm few get far.
   */
  void fillLate() throws IOException {
    for (String name : visits.names()) {
      if (Kind.late(name)
          && visits.of(name) < wanted
          && !armed.contains(name)
          && unseenFor(SECOND_TIME_SECONDS, name)) {
        arm(name);
      }
    }
    fill(name -> visits.of(name) < wanted && inVain.getOrDefault(name, 0) >= RARE);
  }

  private boolean unseenFor(long seconds, String name) {
    long now = System.nanoTime();
    long pause = now - seen.getOrDefault(name, now - TimeUnit.HOURS.toNanos(1));
    return pause > TimeUnit.SECONDS.toNanos(seconds);
  }

  /**
   * Points that are visited often enough are taken again while they lead to others; seldom, since a
   * process that halts at its first step comes to no other.
   */
  private Optional<String> next(Kind kind, Predicate<String> which) {
    return visits.names().stream()
        .filter(name -> Kind.of(name).equals(kind) && !armed.contains(name) && which.test(name))
        .filter(name -> visits.of(name) < wanted || (kind.feeds() && unseenFor(FEED_SECONDS, name)))
        .min(
            Comparator.<String, Boolean>comparing(name -> visits.of(name) >= wanted)
                .thenComparing(name -> tried.getOrDefault(name, 0L))
                .thenComparing(visits::of));
  }

  private void arm(String name) throws IOException {
    tried.put(name, ++turn);
    armed.add(name);
    armory.arm(name);
  }

  /** Counts what was visited; returns it. */
  List<String> take() throws IOException {
    List<String> fresh = armory.visited();
    for (String name : fresh) {
      visits.add(name);
      seen.put(name, System.nanoTime());
      inVain.remove(name);
      Kind kind = Kind.of(name);
      armed.remove(name);
      if (active.containsKey(kind) && active.get(kind).name().equals(name)) {
        active.remove(kind);
      }
      free.put(kind, System.nanoTime() + TimeUnit.SECONDS.toNanos(PEACE_SECONDS));
    }
    return fresh;
  }

  /** Nobody halts any more. */
  void clear() throws IOException {
    for (String name : armed) {
      armory.disarm(name);
      inVain.merge(name, 1, Integer::sum);
    }
    armed.clear();
    active.clear();
  }
}
