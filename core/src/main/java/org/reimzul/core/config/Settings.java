package org.reimzul.core.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
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
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final List<Asked> asked = new ArrayList<>();

  /** {@code line} counts from 1; 0 where there is none. */
  private record Problem(int line, String text) {}

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
    return new Settings(name, IniFile.parse(text.getBytes(StandardCharsets.UTF_8), name));
  }

  /** A string, or empty. */
  public Optional<String> text(String section, String key) {
    return Optional.ofNullable(value(section, key, null, text -> text));
  }

  /** A string. */
  public String text(String section, String key, String fallback) {
    return value(section, key, fallback, text -> text);
  }

  /**
   * Whatever {@code grammar} makes of it; its IllegalArgumentException becomes a problem.
   *
   * @param fallback null for none
   */
  public <T> T value(String section, String key, T fallback, Function<String, T> grammar) {
    T read = fallback;
    String shown = fallback == null ? null : Secrets.mask(key, Shown.of(fallback));
    boolean given = false;
    try {
      String text = ini.value(section, key).map(String::strip).orElse("");
      given = !text.isEmpty();
      if (given) {
        shown = Secrets.mask(key, text);
        read = grammar.apply(text);
      }
    } catch (IllegalArgumentException e) {
      problem(section, key, e.getMessage());
    }
    asked.add(new Asked(section, key, given, shown, fallback, read));
    return read;
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
    return value(section, key, fallback == null ? null : Values.address(fallback), Values::address);
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

  /** The keys that stand in a section itself, in the file's order. */
  public Set<String> keys(String section) {
    return ini.keys(section).keySet();
  }

  /** Notes a problem of a key, or of several with commas; {@link #check} will throw. */
  public void problem(String section, String key, String what) {
    int line = ini.line(section, key.split(",", 2)[0]);
    String text = "[" + section + "] " + key + ": " + Secrets.mask(String.valueOf(what));
    problems.add(new Problem(line, text));
  }

  private String where(int line) {
    return file + ":" + (line == 0 ? "" : line + ":") + " ";
  }

  /** Throws if anything that was read had a problem. */
  public void check() throws ConfigException {
    if (!problems.isEmpty()) {
      throw new ConfigException(
          problems.stream()
              .sorted(Comparator.comparingInt(Problem::line))
              .map(each -> where(each.line()) + each.text())
              .toList());
    }
  }

  /** Every key that was asked for, in the order of the questions; some more than once. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Sections and keys that mean nothing to any role, one line for each. */
  public List<String> unknown() {
    return new UnknownKeys(KnownKeys.load(), ini)
        .all().stream().map(each -> where(each.line()) + each.text()).toList();
  }
}
