package org.reimzul.core.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reimzul.core.job.Excerpt;

/** {@code %(name)s} and {@code %%} in values, as Python 2.7's SafeConfigParser replaces them. */
final class Interpolation {
  private static final Pattern REFERENCE = Pattern.compile("%\\(([^)]+)\\)s");
  private static final int DEEPEST = 10;

  private final Map<String, String> values;
  private final StringBuilder out = new StringBuilder();

  private Interpolation(Map<String, String> values) {
    this.values = values;
  }

  /**
   * The value with everything replaced.
   *
   * @param values raw values by key, of the section and of [DEFAULT]
   * @throws IllegalArgumentException for what Python doesn't take either
   */
  static String resolve(String raw, Map<String, String> values) {
    var interpolation = new Interpolation(values);
    interpolation.add(raw, 1);
    return interpolation.out.toString();
  }

  /** The keys that a value refers to. */
  static Set<String> references(String raw) {
    Set<String> keys = new TreeSet<>();
    REFERENCE.matcher(raw.replace("%%", "")).results().forEach(m -> keys.add(key(m.group(1))));
    return keys;
  }

  private void add(String raw, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("%(name)s goes more than " + DEEPEST + " deep, or round");
    }
    int done = 0;
    for (int percent = raw.indexOf('%'); percent >= 0; percent = raw.indexOf('%', done)) {
      out.append(raw, done, percent);
      if (raw.startsWith("%%", percent)) {
        out.append('%');
        done = percent + 2;
      } else {
        done = reference(raw, percent, depth);
      }
    }
    out.append(raw, done, raw.length());
  }

  /** The end of the reference. */
  private int reference(String raw, int percent, int depth) {
    Matcher reference = REFERENCE.matcher(raw).region(percent, raw.length());
    if (!reference.lookingAt()) {
      throw new IllegalArgumentException(
          "behind % stands neither % nor (name)s: " + Excerpt.of(raw.substring(percent)));
    }
    String value = values.get(key(reference.group(1)));
    if (value == null) {
      throw new IllegalArgumentException(
          "no such key, here or in [DEFAULT]: " + Excerpt.of(reference.group(1)));
    }
    if (value.indexOf('%') < 0) {
      out.append(value); // goes no deeper
    } else {
      add(value, depth + 1);
    }
    return reference.end();
  }

  /** A key as Python 2 writes it: only ASCII has lower case. */
  static String key(String text) {
    var key = new StringBuilder(text);
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        key.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return key.toString();
  }
}
