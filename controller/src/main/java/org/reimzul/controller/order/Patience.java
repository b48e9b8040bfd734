package org.reimzul.controller.order;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reimzul.core.job.BuildId;

/**
 * What is remembered of the builds that wait: since when one waits for a build that nobody knows,
 * and what was last told of it. Forgotten with the process; then it is told once more, and waited
 * for a little longer. For one thread.
 */
final class Patience {
  private static final int MOST = 20_000;
  private static final Duration SEEN = Duration.ofMinutes(2);
  private static final Duration LEAST = Duration.ofSeconds(2);
  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** So many looks a second at most. */
  private static final int LOOKS = 40;

  private record Waiting(String told, long unknownSince, long seen) {}

  private final Duration unknown;
  private final Map<BuildId, Waiting> waiting = new LinkedHashMap<>();

  /** {@code unknown}: the word of a build that is waited for may still be under way this long. */
  Patience(Duration unknown) {
    this.unknown = unknown;
  }

  /** Notes what is to be told; true if it is news. */
  boolean news(BuildId child, String reason) {
    Waiting before = waiting.remove(child);
    long since = before == null ? 0 : before.unknownSince();
    waiting.put(child, new Waiting(reason, since, System.nanoTime()));
    forget();
    return before == null || !reason.equals(before.told());
  }

  /** Notes that it waits for a build that nobody knows; true when it has done so for too long. */
  boolean tooLong(BuildId child) {
    long now = System.nanoTime();
    Waiting before = waiting.getOrDefault(child, new Waiting("", 0, now));
    long since = before.unknownSince() == 0 ? now : before.unknownSince();
    waiting.put(child, new Waiting(before.told(), since, now));
    return now - since > unknown.toNanos();
  }

  /** Everything it waits for is known. */
  void known(BuildId child) {
    waiting.computeIfPresent(child, (id, was) -> new Waiting(was.told(), 0, was.seen()));
  }

  /** It waits no more. */
  void over(BuildId child) {
    waiting.remove(child);
  }

  /**
   * How long to leave a job alone: soon again for a young one, and for many together so long that
   * looking at them stays a small load.
   */
  Duration pause(Duration age) {
    Duration young = age.dividedBy(4).compareTo(LEAST) < 0 ? LEAST : age.dividedBy(4);
    Duration usual = young.compareTo(USUAL) > 0 ? USUAL : young;
    Duration fair = Duration.ofSeconds(waiting.size() / LOOKS);
    Duration pause = usual.compareTo(fair) > 0 ? usual : fair;
    return Duration.ofSeconds(Math.min(pause.toSeconds(), LONGEST.toSeconds()));
  }

  /** The map is in the order of the last look. */
  private void forget() {
    long old = System.nanoTime() - SEEN.toNanos();
    var oldest = waiting.entrySet().iterator();
    while (oldest.hasNext() && (oldest.next().getValue().seen() < old || waiting.size() > MOST)) {
      oldest.remove();
    }
  }
}
