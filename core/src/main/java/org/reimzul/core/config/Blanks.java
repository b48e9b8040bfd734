package org.reimzul.core.config;

/** What Python 2 takes for blank in a string of bytes, and no more. */
final class Blanks {
  private static final String BLANKS = " \t\n\r\f\u000b";

  private Blanks() {}

  static boolean isBlank(char c) {
    return BLANKS.indexOf(c) >= 0;
  }

  static String stripLeading(String text) {
    int from = 0;
    while (from < text.length() && isBlank(text.charAt(from))) {
      from++;
    }
    return text.substring(from);
  }

  static String strip(String text) {
    int to = text.length();
    while (to > 0 && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return stripLeading(text.substring(0, to));
  }
}
