package org.reimzul.core.job;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/** {@code YYYYmmddHHMMSS}, the name that a result has by its time; the zone is its worker's. */
public final class Timestamp {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  private Timestamp() {}

  /** That of a time. */
  public static String of(LocalDateTime time) {
    return FORMAT.format(time);
  }

  /** The time; {@link IllegalArgumentException} where there is no such date. */
  public static LocalDateTime parse(String timestamp) {
    try {
      return LocalDateTime.parse(timestamp, FORMAT);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("timestamp is not a date: " + timestamp);
    }
  }
}
