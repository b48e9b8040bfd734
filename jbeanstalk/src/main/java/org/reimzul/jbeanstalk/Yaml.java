package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The little YAML that beanstalkd writes: one flat mapping or one list of scalars. Strings are bare
 * up to 1.12 and in double quotes since 1.13.
 */
final class Yaml {
  private Yaml() {}

  /** In the server's order, unmodifiable. */
  static Map<String, String> map(byte[] data) throws ProtocolException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines(data)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("not a statistics line: " + Shown.text(line));
      }
      values.put(line.substring(0, colon).strip(), scalar(line.substring(colon + 1).strip()));
    }
    return Collections.unmodifiableMap(values);
  }

  static List<String> list(byte[] data) throws ProtocolException {
    List<String> items = new ArrayList<>();
    for (String line : lines(data)) {
      if (!line.startsWith("- ")) {
        throw new ProtocolException("not a list line: " + Shown.text(line));
      }
      items.add(scalar(line.substring(2).strip()));
    }
    return items;
  }

  private static List<String> lines(byte[] data) {
    return new String(data, UTF_8)
        .lines()
        .filter(line -> !line.equals("---") && !line.isBlank())
        .toList();
  }

  private static String scalar(String text) {
    return YamlScalar.unquote(text);
  }
}
