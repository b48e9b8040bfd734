package org.reimzul.cli;

import java.time.Duration;
import java.util.Optional;

/** Asks again and again until there is an answer or the time is up. */
final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** Something to ask, which may fail with {@code E}. */
  @FunctionalInterface
  interface Question<T, E extends Exception> {
    Optional<T> ask() throws E, InterruptedException;
  }

  private final Duration limit;

  Patience(Duration limit) {
    this.limit = limit;
  }

  /** The first answer that isn't empty; empty when there was none in time. Asks at least once. */
  <T, E extends Exception> Optional<T> until(Question<T, E> question)
      throws E, InterruptedException {
    long start = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Optional<T> answer = question.ask();
      if (answer.isPresent() || System.nanoTime() - start >= limit.toNanos()) {
        return answer;
      }
      Thread.sleep(pause.toMillis());
      pause = pause.multipliedBy(3).dividedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
  }
}
