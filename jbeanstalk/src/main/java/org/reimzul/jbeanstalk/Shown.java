package org.reimzul.jbeanstalk;

/** Makes text from outside fit to print: one short line of ASCII. */
final class Shown {
  private static final int MAX = 80;

  private Shown() {}

  static String text(String raw) {
    var shown = new StringBuilder("'");
    raw.chars().limit(MAX).forEach(c -> append(shown, c));
    return shown.append(raw.length() > MAX ? "...'" : "'").toString();
  }

  private static void append(StringBuilder shown, int c) {
    if (c >= ' ' && c <= '~') {
      shown.append((char) c);
    } else {
      shown.append(String.format("\\u%04x", c));
    }
  }
}
