package org.reimzul.faults.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A mail as it is sent.
 *
 * @param headers by name, in whatever case
 * @param body its lines
 */
record Letter(Map<String, String> headers, String body) {
  /** Reads one up to the line with a dot. */
  static Letter read(BufferedReader in) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String last = "";
    String line = line(in);
    for (; !line.isEmpty() && !line.equals("."); line = line(in)) {
      if (Character.isWhitespace(line.charAt(0))) {
        headers.merge(last, line.strip(), (one, more) -> one + " " + more);
      } else {
        int colon = Math.max(0, line.indexOf(':'));
        last = line.substring(0, colon);
        headers.put(last, line.substring(colon + 1).strip());
      }
    }
    return new Letter(headers, line.equals(".") ? "" : body(in));
  }

  private static String body(BufferedReader in) throws IOException {
    var body = new StringBuilder();
    for (String line = line(in); !line.equals("."); line = line(in)) {
      body.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
    }
    return body.toString();
  }

  private static String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("cut off");
    }
    return line;
  }

  /** Empty if it has none of that name. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
