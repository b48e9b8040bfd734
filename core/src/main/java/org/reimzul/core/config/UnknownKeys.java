package org.reimzul.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reimzul.core.job.Excerpt;

/** What stands in a file and means nothing to any role, with a guess at what was meant. */
final class UnknownKeys {
  /** {@code line} counts from 1; 0 for a section without keys. */
  record Unknown(int line, String text) {}

  private final KnownKeys known;
  private final IniFile ini;
  private final List<Unknown> unknown = new ArrayList<>();

  UnknownKeys(KnownKeys known, IniFile ini) {
    this.known = known;
    this.ini = ini;
  }

  List<Unknown> all() {
    Set<String> variables = ini.references();
    defaults(variables);
    for (String section : ini.names()) {
      if (known.keys(section).isEmpty()) {
        int line = ini.keys(section).values().stream().findFirst().orElse(0);
        unknown.add(
            new Unknown(line, "[" + shown(section) + "]: unknown section" + meant(section)));
      } else {
        keys(section, variables);
      }
    }
    return unknown;
  }

  /** Keys of [DEFAULT] are for every section, or to be referred to. */
  private void defaults(Set<String> variables) {
    ini.defaults()
        .forEach(
            (key, line) -> {
              if (known.sectionOf(key).isEmpty() && !variables.contains(key)) {
                add("DEFAULT", key, line, "");
              }
            });
  }

  private void keys(String section, Set<String> variables) {
    for (Map.Entry<String, Integer> entry : ini.keys(section).entrySet()) {
      String key = entry.getKey();
      if (!known.has(section, key) && !variables.contains(key)) {
        add(section, key, entry.getValue(), meant(section, key));
      }
    }
  }

  private void add(String section, String key, int line, String meant) {
    unknown.add(
        new Unknown(line, "[" + shown(section) + "] " + shown(key) + ": unknown key" + meant));
  }

  private static String shown(String word) {
    return word.matches("[ -~]{1,100}") ? word : Excerpt.of(word);
  }

  private String meant(String section) {
    return Nearest.to(section, known.sections())
        .map(nearest -> "; did you mean [" + nearest + "]?")
        .orElse("");
  }

  private String meant(String section, String key) {
    Optional<String> here = Nearest.to(key, known.keys(section).orElseThrow());
    Optional<String> elsewhere =
        known.sectionOf(key).map(other -> "; it belongs into [" + other + "]");
    return elsewhere.or(() -> here.map(nearest -> "; did you mean " + nearest + "?")).orElse("");
  }
}
