package org.reimzul.core.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a configuration as Python 2.7's ConfigParser takes them: comments are gone, and what
 * continues a value is joined to it. Characters are bytes here (ISO 8859-1), as in Python 2.
 */
final class LogicalLines {
  /** Joins the lines of one value; no byte is this character. */
  static final char JOINT = '\u2028';

  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  /** {@code [section]} or {@code key=value}; {@code number} counts from 1. */
  record Line(int number, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private boolean inSection;

  /** Whether an indented line continues a value. */
  private boolean open;

  /** Reads it all; see {@link #problems}. */
  LogicalLines(String bytes) {
    int number = 0;
    for (String line : bytes.split("\n", -1)) {
      number++;
      if (!Blanks.strip(line).isEmpty() && !isComment(line)) {
        take(number, line);
      }
    }
  }

  List<Line> lines() {
    return lines;
  }

  /** {@code LINE: what is wrong}; empty if all could be read. */
  List<String> problems() {
    return problems;
  }

  /** Only where the line begins with it: an indented hash sign continues a value. */
  private static boolean isComment(String line) {
    String first = line.split("[ \t\r\f\u000b]", 2)[0];
    return line.startsWith("#") || line.startsWith(";") || first.equalsIgnoreCase("rem");
  }

  private void take(int number, String line) {
    int close = line.indexOf(']');
    if (Blanks.isBlank(line.charAt(0)) && open) {
      Line before = lines.remove(lines.size() - 1);
      lines.add(new Line(before.number(), before.text() + JOINT + Blanks.strip(line)));
    } else if (line.startsWith("[") && close > 1) {
      section(number, line.substring(1, close));
    } else if (!inSection) {
      problem(
          number,
          line.startsWith(BYTE_ORDER_MARK)
              ? "a byte order mark, which Python doesn't take either; save the file without"
              : "a line before the first [section]");
      inSection = true; // one such line is enough to say so
    } else {
      option(number, line);
    }
  }

  /** What stands behind the bracket is ignored. */
  private void section(int number, String name) {
    if (!name.equals(Blanks.strip(name))) {
      problem(number, "blanks around the name of the section");
    }
    lines.add(new Line(number, "[" + name + "]"));
    inSection = true;
    open = false;
  }

  private void option(int number, String line) {
    int separator = separator(line);
    if (Blanks.isBlank(line.charAt(0))) {
      problem(number, "indented, but there is no value above that it could continue");
    } else if (line.startsWith("[")) {
      problem(number, "not a [section]");
    } else if (separator < 1) {
      problem(number, "neither KEY = VALUE nor a [section]");
    } else {
      String key = Blanks.strip(line.substring(0, separator));
      // the blank keeps ini4j from taking a backslash at the key's end for an escape
      lines.add(new Line(number, key + " =" + value(line.substring(separator + 1))));
      open = true;
    }
  }

  private static int separator(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) != '=' && line.charAt(at) != ':') {
      at++;
    }
    return at < line.length() ? at : -1;
  }

  /** Without a comment: it begins at the first semicolon, if that follows a blank. */
  private static String value(String behind) {
    String value = Blanks.stripLeading(behind);
    int semicolon = value.indexOf(';');
    // Python looks at the character before the first, too: there it is the last one
    int before = semicolon == 0 ? value.length() - 1 : semicolon - 1;
    if (semicolon >= 0 && Blanks.isBlank(value.charAt(before))) {
      value = value.substring(0, semicolon);
    }
    value = Blanks.strip(value);
    return value.equals("\"\"") ? "" : value;
  }

  private void problem(int number, String what) {
    problems.add(number + ": " + what);
  }
}
