package org.reimzul.jbeanstalk;

/** How urgent a job is: 0 is taken first, 2^32-1 last. Jobs below 1024 count as "urgent". */
public record Priority(long value) implements Comparable<Priority> {
  /** Taken before everything else: 0. */
  public static final Priority MOST_URGENT = new Priority(0);

  /** The middle: 2^31. */
  public static final Priority DEFAULT = new Priority(0x8000_0000L);

  /** Taken when nothing else is left: 2^32-1. */
  public static final Priority LEAST_URGENT = new Priority(Numbers.MAX_U32);

  /**
   * @throws IllegalArgumentException when {@code value} is not within 0..2^32-1
   */
  public Priority {
    Numbers.requireU32("priority", value);
  }

  /** The priority of that value; throws as the constructor does. */
  public static Priority of(long value) {
    return new Priority(value);
  }

  /** The more urgent one first. */
  @Override
  public int compareTo(Priority other) {
    return Long.compare(value, other.value);
  }
}
