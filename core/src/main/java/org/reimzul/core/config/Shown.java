package org.reimzul.core.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as one would write them into the file. */
final class Shown {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Shown() {}

  static String of(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "yes" : "no";
    }
    if (value instanceof Duration duration) {
      return duration(duration);
    }
    if (value instanceof InetSocketAddress address) {
      String host = address.getHostString();
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
    if (value instanceof Collection<?> several) {
      return several.stream().map(Shown::of).collect(Collectors.joining(", "));
    }
    if (value instanceof Map<?, ?> several && several.isEmpty()) {
      return "";
    }
    return value instanceof Enum<?> word
        ? word.name().toLowerCase(Locale.ROOT)
        : String.valueOf(value);
  }

  /** In the largest unit that it has a whole number of. */
  private static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    if (seconds % DAY == 0) {
      return seconds == 0 ? "0" : seconds / DAY + "d";
    }
    if (seconds % HOUR == 0) {
      return seconds / HOUR + "h";
    }
    return seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
  }
}
