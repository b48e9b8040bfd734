package org.reimzul.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.Grammar;

/**
 * A section {@code [target NAME]}.
 *
 * @param name without an arch
 * @param arches what a submission without arches builds for
 * @param distTag what a submission without a disttag gets; empty if it has to say
 * @param mockConfig a configuration's name, {@code {arch}} standing for the arch; empty: by the
 *     original's rules
 * @param buildrootTargets the targets whose repositories a buildroot sees besides those of its mock
 *     configuration
 * @param chains arch to the arches that are also built after it; a chain named here replaces the
 *     built-in one, an empty list switches it off
 * @param duplicates what happens to a second build of a published NEVRA
 * @param createrepoOptions added to the program's arguments
 */
public record TargetConfig(
    String name,
    List<String> arches,
    Optional<String> distTag,
    Optional<String> mockConfig,
    List<String> buildrootTargets,
    Map<String, List<String>> chains,
    Duplicates duplicates,
    List<String> createrepoOptions) {

  /** What happens to a second build of a published NEVRA. */
  public enum Duplicates {
    /** It replaces the first in the repodata. */
    REPLACE,
    /** It is refused before it is built. */
    REFUSE
  }

  /** The name of this target's repository for an arch: the wire's {@code target}. */
  public String repository(String arch) {
    return name + "." + arch;
  }

  /** The target's name in a repository's, {@code NAME.ARCH}; all of it where there is no dot. */
  public static String nameIn(String repository) {
    int dot = repository.lastIndexOf('.');
    return dot < 0 ? repository : repository.substring(0, dot);
  }

  /** Every {@code [target NAME]} section by name; problems go to {@code settings}. */
  public static Map<String, TargetConfig> all(Settings settings, Arches arches) {
    Map<String, TargetConfig> targets = new LinkedHashMap<>();
    for (String name : settings.named("target")) {
      targets.put(name, read(settings, name, arches));
    }
    return targets;
  }

  private static TargetConfig read(Settings settings, String name, Arches arches) {
    String section = "target " + name;
    try {
      Grammar.target(name);
    } catch (IllegalArgumentException e) {
      settings.problem(section, "(name)", e.getMessage());
    }
    Optional<String> mockConfig = settings.text(section, "mock_config");
    // one that names a configuration sees what it has published, unless it says otherwise
    List<String> own = mockConfig.isPresent() ? List.of(name) : List.of();
    List<String> known = settings.named("target");
    return new TargetConfig(
        name,
        settings.words(section, "arches", List.of("x86_64"), arches::require),
        Optional.ofNullable(settings.value(section, "disttag", null, Grammar::distTag)),
        mockConfig,
        settings.value(section, "buildroot_targets", own, text -> buildroot(text, known)),
        settings.value(section, "chains", Map.of(), text -> chains(text, arches)),
        settings.value(section, "duplicates", Duplicates.REPLACE, TargetConfig::duplicates),
        settings.words(section, "createrepo_options", List.of(), TargetConfig::option));
  }

  private static List<String> buildroot(String text, List<String> known) {
    List<String> names = text.equals("none") ? List.of() : List.of(text.split("[,\\s]+", -1));
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("there is no section [target " + name + "]");
      }
    }
    return names;
  }

  /** {@code x86_64:i386 ppc64:} as a map. */
  private static Map<String, List<String>> chains(String text, Arches arches) {
    Map<String, List<String>> chains = new LinkedHashMap<>();
    for (String chain : text.split("[,\\s]+", -1)) {
      String[] sides = chain.split(":", 2);
      if (sides.length != 2) {
        throw new IllegalArgumentException("not ARCH:ARCH[+ARCH]: " + chain);
      }
      List<String> then = sides[1].isEmpty() ? List.of() : List.of(sides[1].split("\\+", -1));
      then.forEach(arches::require);
      chains.put(arches.require(sides[0]), then);
    }
    return chains;
  }

  private static Duplicates duplicates(String text) {
    return switch (text) {
      case "replace" -> Duplicates.REPLACE;
      case "refuse" -> Duplicates.REFUSE;
      default -> throw new IllegalArgumentException("not replace or refuse: " + text);
    };
  }

  private static String option(String text) {
    if (!text.startsWith("--")) {
      throw new IllegalArgumentException("not a long option of createrepo_c: " + text);
    }
    return text;
  }
}
