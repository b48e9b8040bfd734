package org.reimzul.farm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Follows builds in the record and on the screen until something is true of them. */
final class Watch {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Farm farm;
  private final Records records;
  private final Screen screen;
  private final Duration limit;

  Watch(Farm farm, Records records, Screen screen, Duration limit) {
    this.farm = farm;
    this.records = records;
    this.screen = screen;
    this.limit = limit;
  }

  /** Until every one of them has ended; returns them. */
  List<BuildView> untilEnded(List<String> ids) throws FarmException, InterruptedException {
    return until(ids, BuildView::ended, "to end");
  }

  /** Until the record knows all of them and {@code wanted} holds for each. */
  List<BuildView> until(List<String> ids, Predicate<BuildView> wanted, String what)
      throws FarmException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      farm.check();
      List<BuildView> builds = records.builds(ids);
      screen.show(builds);
      if (builds.size() == ids.size() && builds.stream().allMatch(wanted)) {
        return builds;
      }
      if (System.nanoTime() > end) {
        throw new FarmException(
            "waited " + limit.toSeconds() + " s in vain for builds " + what + ": " + ids);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }
}
