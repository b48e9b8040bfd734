package org.reimzul.core.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sections and keys of an ini file as Python 2.7's SafeConfigParser gives them: keys are
 * case-insensitive, sections are not, and those in the file have the keys of {@code [DEFAULT]} too.
 * Immutable.
 */
final class IniFile {
  private static final String DEFAULTS = "DEFAULT";

  /** A value before interpolation, and where it stands; lines count from 1. */
  record Raw(int line, String value) {}

  private final Map<String, Map<String, Raw>> sections;

  private IniFile(Map<String, Map<String, Raw>> sections) {
    this.sections = sections;
  }

  static IniFile parse(Path file) throws ConfigException {
    try {
      return parse(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of(file + ": no such file"));
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ": cannot be read: " + e.getMessage()));
    }
  }

  /** Throws with every line that can't be read. */
  static IniFile parse(byte[] text, String name) throws ConfigException {
    var lines = new LogicalLines(new String(text, StandardCharsets.ISO_8859_1));
    var read = new IniReader(lines.lines());
    List<String> problems = lines.problems().isEmpty() ? read.all() : lines.problems();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems.stream().map(each -> name + ":" + each).toList());
    }
    return new IniFile(read.sections());
  }

  /** A value; IllegalArgumentException if a {@code %} in it makes no sense. */
  Optional<String> value(String section, String key) {
    Map<String, Raw> all = all(section);
    Raw raw = all.get(Interpolation.key(key));
    if (raw == null) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put("__name__", section);
    all.forEach((name, each) -> values.put(name, each.value()));
    return Optional.of(Interpolation.resolve(raw.value(), values));
  }

  /** The line of a key, here or in [DEFAULT]; 0 if it is in neither. */
  int line(String section, String key) {
    Raw raw = all(section).get(Interpolation.key(key));
    return raw == null ? 0 : raw.line();
  }

  /** A section with what [DEFAULT] adds; nothing of one that isn't in the file. */
  private Map<String, Raw> all(String section) {
    Map<String, Raw> own = sections.get(section);
    if (own == null || section.equals(DEFAULTS)) {
      return Map.of();
    }
    Map<String, Raw> all = new LinkedHashMap<>(sections.getOrDefault(DEFAULTS, Map.of()));
    all.putAll(own);
    return all;
  }

  /** The sections in their order, without [DEFAULT]. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(sections.keySet());
    names.remove(DEFAULTS);
    return names;
  }

  /** The keys of a section, without those of [DEFAULT], with their lines. */
  Map<String, Integer> keys(String section) {
    return lines(sections.getOrDefault(section, Map.of()));
  }

  /** The keys of [DEFAULT], with their lines. */
  Map<String, Integer> defaults() {
    return keys(DEFAULTS);
  }

  private static Map<String, Integer> lines(Map<String, Raw> section) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    section.forEach((key, raw) -> lines.put(key, raw.line()));
    return lines;
  }

  /** The keys that any value refers to. */
  Set<String> references() {
    Set<String> keys = new TreeSet<>();
    sections
        .values()
        .forEach(
            section ->
                section
                    .values()
                    .forEach(raw -> keys.addAll(Interpolation.references(raw.value()))));
    return keys;
  }
}
