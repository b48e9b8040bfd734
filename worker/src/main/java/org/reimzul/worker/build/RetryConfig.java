package org.reimzul.worker.build;

import java.time.Duration;
import org.reimzul.core.config.Settings;

/**
 * What becomes of builds that the infrastructure has failed: section {@code [retry]}.
 *
 * @param first the pause before the second try; each later one is three times as long
 * @param most the longest pause
 * @param attempts after so many failures a person decides; 1 or more
 * @param elsewhere how long a job is left to other hosts before one that has failed it tries again;
 *     zero for not at all
 */
public record RetryConfig(Duration first, Duration most, int attempts, Duration elsewhere) {
  private static final String SECTION = "retry";
  private static final int FACTOR = 3;

  /** Reads it; problems go to {@code settings}. */
  public static RetryConfig read(Settings settings) {
    return new RetryConfig(
        seconds(settings, "first", Duration.ofMinutes(1), 1),
        seconds(settings, "most", Duration.ofHours(1), 1),
        settings.number(SECTION, "attempts", 5, 1, 1000),
        seconds(settings, "elsewhere", Duration.ofMinutes(2), 0));
  }

  private static Duration seconds(Settings settings, String key, Duration fallback, int least) {
    Duration read = settings.duration(SECTION, key, fallback);
    if (read.toSeconds() < least || read.toMillisPart() != 0) {
      settings.problem(SECTION, key, "not whole seconds, " + least + " or more");
      return fallback;
    }
    return read;
  }

  /** The pause after this many failures, 1 or more. */
  Duration delay(int failures) {
    Duration delay = first;
    for (int i = 1; i < failures && delay.compareTo(most) < 0; i++) {
      delay = delay.multipliedBy(FACTOR);
    }
    return delay.compareTo(most) < 0 ? delay : most;
  }

  /** True if a build that was failed so often is tried no more. */
  boolean exhausted(int failures) {
    return failures >= attempts;
  }
}
