package org.reimzul.jbeanstalk;

/** One scalar, bare or quoted. Lenient, for the server quotes host names without escaping them. */
final class YamlScalar {
  private YamlScalar() {}

  static String unquote(String text) {
    if (enclosed(text, '"')) {
      return unescape(text.substring(1, text.length() - 1));
    }
    if (enclosed(text, '\'')) {
      return text.substring(1, text.length() - 1).replace("''", "'");
    }
    return text;
  }

  private static boolean enclosed(String text, char quote) {
    return text.length() >= 2 && text.charAt(0) == quote && text.charAt(text.length() - 1) == quote;
  }

  private static String unescape(String text) {
    var plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        at = escape(text, at, plain);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Appends what the escape at {@code at} stands for; an unknown one stands for itself. */
  private static int escape(String text, int at, StringBuilder plain) {
    char c = text.charAt(at);
    int digits =
        switch (c) {
          case 'x' -> 2;
          case 'u' -> 4;
          default -> 0;
        };
    if (digits > 0 && isHex(text, at + 1, digits)) {
      int end = at + 1 + digits;
      plain.append((char) Integer.parseInt(text.substring(at + 1, end), 16));
      return end;
    }
    switch (c) {
      case '"', '\\', '/', ' ' -> plain.append(c);
      case 'n' -> plain.append('\n');
      case 'r' -> plain.append('\r');
      case 't' -> plain.append('\t');
      case '0' -> plain.append('\0');
      default -> plain.append('\\').append(c);
    }
    return at + 1;
  }

  private static boolean isHex(String text, int from, int count) {
    return from + count <= text.length()
        && text.substring(from, from + count).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
