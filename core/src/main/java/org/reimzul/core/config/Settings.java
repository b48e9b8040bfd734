package org.reimzul.core.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads typed values out of the ini file and gathers every problem, so that {@link #check} can
 * report them together. A value that has a problem comes back as its default. An empty value counts
 * as missing. Not thread-safe; used at start only.
 */
public final class Settings {

  private final String file;
  private final IniFile ini;
  private final List<String> problems = new ArrayList<>();

  private Settings(String file, IniFile ini) {
    this.file = file;
    this.ini = ini;
  }

  /** Reads a file; a missing or unreadable one is a {@link ConfigException}. */
  public static Settings load(Path file) throws ConfigException {
    return new Settings(file.toString(), IniFile.parse(file));
  }

  /** Reads text, which {@code name} stands for in problems. */
  public static Settings parse(String text, String name) throws ConfigException {
    return new Settings(name, IniFile.parse(text, name));
  }

  /** A string, or empty. */
  public Optional<String> text(String section, String key) {
    return Optional.ofNullable(ini.value(section, key)).filter(value -> !value.isEmpty());
  }

  /** A string. */
  public String text(String section, String key, String fallback) {
    return text(section, key).orElse(fallback);
  }

  /** Whatever {@code grammar} makes of it; its IllegalArgumentException becomes a problem. */
  public <T> T value(String section, String key, T fallback, Function<String, T> grammar) {
    Optional<String> text = text(section, key);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return grammar.apply(text.get());
    } catch (IllegalArgumentException e) {
      problem(section, key, e.getMessage());
      return fallback;
    }
  }

  /** One of Python's words: 1/yes/true/on, 0/no/false/off, in any case. */
  public boolean flag(String section, String key, boolean fallback) {
    return value(section, key, fallback, Values::flag);
  }

  /** A whole number within these bounds. */
  public int number(String section, String key, int fallback, int least, int most) {
    return value(section, key, fallback, text -> Values.number(text, least, most));
  }

  /** A duration: a number with ms, s, m, h or d behind it; seconds without. */
  public Duration duration(String section, String key, Duration fallback) {
    return value(section, key, fallback, Values::duration);
  }

  /** An absolute path. */
  public Path path(String section, String key, String fallback) {
    return value(section, key, fallback == null ? null : Path.of(fallback), Values::path);
  }

  /** An absolute path, or empty. */
  public Optional<Path> path(String section, String key) {
    return Optional.ofNullable(path(section, key, null));
  }

  /** An address to listen on, {@code host:port}. */
  public InetSocketAddress address(String section, String key, String fallback) {
    return value(section, key, Values.address(fallback), Values::address);
  }

  /** An absolute URI of one of these schemes, ending in a slash (added where it lacks). */
  public URI base(String section, String key, String fallback, Set<String> schemes) {
    return value(section, key, Values.base(fallback, schemes), text -> Values.base(text, schemes));
  }

  /** Words between commas or blanks, each checked by {@code grammar}. */
  public List<String> words(
      String section, String key, Collection<String> fallback, Function<String, String> grammar) {
    return value(
        section,
        key,
        List.copyOf(fallback),
        text -> Pattern.compile("[,\\s]+").splitAsStream(text).map(grammar).toList());
  }

  /** The names of the sections {@code [prefix name]}, in the file's order. */
  public List<String> named(String prefix) {
    return ini.names().stream()
        .filter(name -> name.startsWith(prefix + " "))
        .map(name -> name.substring(prefix.length() + 1).strip())
        .toList();
  }

  /** Every key of a section with its value. */
  public Map<String, String> section(String name) {
    return new LinkedHashMap<>(ini.section(name));
  }

  /** Notes a problem; {@link #check} will throw. */
  public void problem(String section, String key, String what) {
    problems.add(file + ": [" + section + "] " + key + ": " + what);
  }

  /** Throws if anything that was read had a problem. */
  public void check() throws ConfigException {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }
}
