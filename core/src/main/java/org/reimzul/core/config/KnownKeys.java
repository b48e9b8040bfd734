package org.reimzul.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every section and key that any role reads: those of {@code config/reimzul.ini.sample}, which
 * comes with this module, so that a key is known once it is documented. There a key stands behind a
 * hash sign with no blank between; {@code #[target NAME]} stands for every section {@code target}
 * with a name.
 */
final class KnownKeys {
  private static final String SAMPLE = "/org/reimzul/core/config/reimzul.ini.sample";
  private static final Pattern SECTION = Pattern.compile("#?\\[([^]]+)]");
  private static final Pattern KEY = Pattern.compile("#([a-z0-9_]+) ?=.*");

  /** Its keys are arches, whichever there are. */
  private static final String BY_ARCH = "mail_rcpts";

  private final Map<String, Set<String>> sections = new LinkedHashMap<>();

  private KnownKeys(String sample) {
    String section = "";
    for (String line : sample.lines().toList()) {
      Matcher header = SECTION.matcher(line);
      Matcher key = KEY.matcher(line);
      if (header.matches()) {
        section = kind(header.group(1));
        sections.putIfAbsent(section, new LinkedHashSet<>());
      } else if (key.matches()) {
        sections.get(section).add(key.group(1));
      }
    }
  }

  static KnownKeys load() {
    try (InputStream in = KnownKeys.class.getResourceAsStream(SAMPLE)) {
      return new KnownKeys(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code target NAME} for {@code target el9}. */
  private static String kind(String section) {
    int blank = section.indexOf(' ');
    return blank < 0 ? section : section.substring(0, blank) + " NAME";
  }

  /** The keys of a section; empty if there is no such section. */
  Optional<Set<String>> keys(String section) {
    return Optional.ofNullable(sections.get(kind(section)));
  }

  /** Whether a section has this key. */
  boolean has(String section, String key) {
    return section.equals(BY_ARCH) || keys(section).filter(keys -> keys.contains(key)).isPresent();
  }

  /** The sections; {@code NAME} stands for a name. */
  Set<String> sections() {
    return sections.keySet();
  }

  /** The first section that has this key. */
  Optional<String> sectionOf(String key) {
    return sections.keySet().stream()
        .filter(section -> sections.get(section).contains(key))
        .findFirst();
  }
}
