package org.reimzul.core.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reimzul.core.job.Excerpt;

/** From text to a typed value; IllegalArgumentException says what was wanted. */
public final class Values {
  private static final Pattern HOST_PORT = Pattern.compile("(.+):([0-9]{1,5})");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d|)");

  /** More is a slip of the pen, and much more doesn't fit into nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Values() {}

  static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "1", "yes", "true", "on" -> true;
      case "0", "no", "false", "off" -> false;
      default -> throw wrong("yes or no", text);
    };
  }

  static int number(String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong("a whole number", text);
    }
    throw wrong("a number from " + least + " to " + most, text);
  }

  /** A number with ms, s, m, h or d behind it, seconds without; ten years at most. */
  public static Duration duration(String text) {
    Matcher m = DURATION.matcher(text);
    if (!m.matches()) {
      throw wrong("a duration like 90s, 15m or 2h", text);
    }
    long amount = Long.parseLong(m.group(1));
    Duration duration = of(amount, m.group(2));
    if (duration.compareTo(LONGEST) > 0) {
      throw wrong("a duration up to " + LONGEST.toDays() + "d", text);
    }
    return duration;
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  static Path path(String text) {
    Path path = Path.of(text);
    if (!path.isAbsolute()) {
      throw wrong("an absolute path", text);
    }
    return path.normalize();
  }

  static InetSocketAddress address(String text) {
    Matcher m = HOST_PORT.matcher(text);
    if (!m.matches() || Integer.parseInt(m.group(2)) > 65535) {
      throw wrong("HOST:PORT", text);
    }
    return InetSocketAddress.createUnresolved(
        m.group(1).replaceAll("^\\[|\\]$", ""), Integer.parseInt(m.group(2)));
  }

  static URI base(String text, Set<String> schemes) {
    URI uri = URI.create(text.endsWith("/") ? text : text + "/");
    if (uri.getScheme() == null || !schemes.contains(uri.getScheme()) || uri.getHost() == null) {
      throw wrong("a URL of " + String.join(", ", schemes), text);
    }
    return uri;
  }

  private static IllegalArgumentException wrong(String wanted, String text) {
    return new IllegalArgumentException("not " + wanted + ": " + Excerpt.of(text));
  }
}
