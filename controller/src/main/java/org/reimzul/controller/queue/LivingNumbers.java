package org.reimzul.controller.queue;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The numbers that may have a job, as a walk through the queue has found them: a server counts
 * upwards while it runs, so that a number without a job never has one again. Immutable.
 */
final class LivingNumbers {
  /** Of a queue of which nothing is known. */
  static final LivingNumbers UNKNOWN = new LivingNumbers("", new long[0], 1);

  private final String server;
  private final long[] living;
  private final long next;

  /**
   * What a walk leaves to the next one.
   *
   * @param server the id of the server's run
   * @param living numbers with a job, whatever it is, in their order
   * @param next all numbers from this one on are unknown
   */
  LivingNumbers(String server, long[] living, long next) {
    this.server = server;
    this.living = living;
    this.next = next;
  }

  /** This, if it is known of this run of the server: another one may count from the beginning. */
  LivingNumbers of(String run) {
    return server.equals(run) ? this : UNKNOWN;
  }

  /** All from {@code first} on and below {@code end} that may have a job. */
  LongStream from(long first, long end) {
    LongStream known = Arrays.stream(living).filter(number -> number >= first && number < end);
    return LongStream.concat(known, LongStream.range(Math.max(first, next), end));
  }
}
