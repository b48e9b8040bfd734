package org.reimzul.core.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ini4j.Config;
import org.ini4j.Ini;
import org.ini4j.Profile;

/** Sections and keys of an ini file; keys are case-insensitive, sections are not. Immutable. */
final class IniFile {
  private final Map<String, Map<String, String>> sections;

  private IniFile(Map<String, Map<String, String>> sections) {
    this.sections = sections;
  }

  static IniFile parse(Path file) throws ConfigException {
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of(file + ": no such file"));
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ": cannot be read: " + e.getMessage()));
    }
  }

  static IniFile parse(String text, String name) throws ConfigException {
    var ini = new Ini();
    ini.setConfig(asPythonReads());
    try {
      ini.load(new StringReader(joinContinuations(text)));
    } catch (IOException e) {
      throw new ConfigException(List.of(name + ": " + e.getMessage()));
    }
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    for (Profile.Section section : ini.values()) {
      Map<String, String> keys = new LinkedHashMap<>();
      // get(), never fetch(): fetch overflows the stack on a self-reference
      section.keySet().forEach(key -> keys.put(key.toLowerCase(Locale.ROOT), section.get(key)));
      sections.computeIfAbsent(section.getName(), any -> new LinkedHashMap<>()).putAll(keys);
    }
    return new IniFile(sections);
  }

  private static Config asPythonReads() {
    var config = new Config();
    config.setEscape(false);
    config.setEscapeNewline(false);
    config.setEmptyOption(true);
    config.setEmptySection(true);
    config.setMultiOption(true);
    config.setMultiSection(true);
    config.setLowerCaseOption(true);
    config.setPathSeparator('\0');
    config.setTree(false);
    config.setInclude(false);
    config.setComment(false);
    config.setHeaderComment(false);
    return config;
  }

  /** Python's ConfigParser joins an indented line to the value above it. */
  private static String joinContinuations(String text) {
    var out = new StringBuilder();
    for (String line : text.lines().toList()) {
      boolean comment =
          line.isBlank() || line.strip().startsWith("#") || line.strip().startsWith(";");
      if (!comment && Character.isWhitespace(line.charAt(0)) && out.length() > 0) {
        out.setLength(out.length() - 1);
        out.append(' ').append(line.strip());
      } else {
        out.append(comment ? "" : line);
      }
      out.append('\n');
    }
    return out.toString();
  }

  String value(String section, String key) {
    String value = sections.getOrDefault(section, Map.of()).get(key.toLowerCase(Locale.ROOT));
    return value == null ? null : value.strip();
  }

  Map<String, String> section(String name) {
    return sections.getOrDefault(name, Map.of());
  }

  Set<String> names() {
    return sections.keySet();
  }
}
