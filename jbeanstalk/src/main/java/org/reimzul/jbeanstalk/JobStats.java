package org.reimzul.jbeanstalk;

import java.time.Duration;
import java.util.Locale;

/**
 * What the server knows of one job. Its counters start again when the server does.
 *
 * @param id unsigned
 * @param age since it was put
 * @param delay as last put or released with
 * @param ttr how long a consumer may hold it
 * @param timeLeft until it is ready, if reserved or delayed; may be negative on a late server
 * @param file the oldest binlog file that holds it, 0 without a binlog
 */
public record JobStats(
    long id,
    TubeName tube,
    State state,
    Priority pri,
    Duration age,
    Duration delay,
    Duration ttr,
    Duration timeLeft,
    long reserves,
    long timeouts,
    long releases,
    long buries,
    long kicks,
    long file) {

  /** Where a job is in its life. */
  public enum State {
    READY,
    DELAYED,
    RESERVED,
    BURIED
  }

  /**
   * For a job that is reserved now: how many earlier reservations ended without a word of their
   * owners, by a lost connection or because the time to run was over.
   */
  public long lostReservations() {
    return reserves - 1 - releases - buries;
  }

  static JobStats read(Reply reply) throws ProtocolException {
    var stats = new StatsReader(reply);
    return new JobStats(
        stats.number("id"),
        stats.value("tube", TubeName::of),
        stats.value("state", word -> State.valueOf(word.toUpperCase(Locale.ROOT))),
        stats.value("pri", text -> Priority.of(Numbers.parseU32(text))),
        stats.seconds("age"),
        stats.seconds("delay"),
        stats.seconds("ttr"),
        stats.seconds("time-left"),
        stats.number("reserves"),
        stats.number("timeouts"),
        stats.number("releases"),
        stats.number("buries"),
        stats.number("kicks"),
        stats.number("file"));
  }
}
