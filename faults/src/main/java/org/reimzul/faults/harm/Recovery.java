package org.reimzul.faults.harm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How long it takes, after a fault is over, until every build that had been acknowledged before it
 * has ended; the faults that follow don't stop the clock. Thread-safe.
 */
public final class Recovery {
  private record Mark(String what, long healed, List<String> builds) {}

  private final Supplier<List<String>> unended;
  private final List<Mark> marks = new ArrayList<>();

  /** {@code unended} tells the builds that have no end now. */
  public Recovery(Supplier<List<String>> unended) {
    this.unended = unended;
  }

  /** Those for which a fault that begins now counts. */
  List<String> now() {
    return unended.get();
  }

  /** A fault is over. */
  synchronized void healed(String what, List<String> builds) {
    marks.add(new Mark(what, System.nanoTime(), builds));
  }

  /**
   * The longest, for people.
   *
   * @param ended when builds had ended, by nanoTime
   */
  public synchronized String longest(Map<String, Long> ended) {
    String longest = "none";
    long most = 0;
    for (Mark mark : marks) {
      if (!ended.keySet().containsAll(mark.builds())) {
        return "never, after " + mark.what();
      }
      long last =
          mark.builds().stream()
              .mapToLong(build -> ended.get(build) - mark.healed())
              .max()
              .orElse(0);
      if (last > most) {
        most = last;
        longest = String.format("%.1f s, after %s", last / 1e9, mark.what());
      }
    }
    return longest;
  }
}
