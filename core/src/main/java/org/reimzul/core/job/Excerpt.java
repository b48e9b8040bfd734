package org.reimzul.core.job;

import java.nio.charset.StandardCharsets;

/** Shows foreign text in one safe, short line of a log or an error. */
public final class Excerpt {
  private static final int LONGEST = 120;

  private Excerpt() {}

  /**
   * The text in double quotes, cut at 120 characters, anything but printable ASCII as an escape.
   */
  public static String of(String text) {
    if (text == null) {
      return "null";
    }
    var out = new StringBuilder("\"");
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 127 && c != '"' && c != '\\') {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.append(text.length() > LONGEST ? "…\"" : "\"").toString();
  }

  /** The same for a message body, read as Latin-1 so that no byte is hidden. */
  public static String of(byte[] body) {
    return of(new String(body, 0, Math.min(body.length, LONGEST + 1), StandardCharsets.ISO_8859_1));
  }

  /**
   * The text as it is, or what it begins with where it has more than {@code longest} characters.
   */
  public static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) + "…" : text;
  }
}
