package org.reimzul.core.job;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The closed set of architectures that a farm builds for, and the tube of each. Immutable.
 *
 * <p>The original's set, with its aliases, is always there; a farm adds its own by configuration.
 */
public final class Arches {
  private static final List<String> ORIGINAL =
      List.of("x86_64", "i386", "noarch", "aarch64", "armv7l", "ppc64le", "ppc64", "ppc");
  private static final Map<String, String> ALIASES = Map.of("armhfp", "armv7l", "i686", "i386");

  private final Set<String> known = new TreeSet<>(ORIGINAL);

  /** The original's set and {@code more}. */
  public Arches(Collection<String> more) {
    more.forEach(arch -> known.add(Grammar.arch(arch)));
    known.addAll(ALIASES.keySet());
  }

  /** All names that may be requested, in order. */
  public Set<String> names() {
    return Set.copyOf(known);
  }

  /**
   * The arch itself if the farm builds for it.
   *
   * @throws IllegalArgumentException if it doesn't; the message lists those it does
   */
  public String require(String arch) {
    if (!known.contains(arch)) {
      throw new IllegalArgumentException(
          "unknown arch " + Excerpt.of(arch) + "; known: " + String.join(", ", known));
    }
    return arch;
  }

  /** The tube that carries jobs requested for {@code arch}: {@code armhfp} goes to armv7l. */
  public String tubeOf(String arch) {
    return ALIASES.getOrDefault(require(arch), arch);
  }

  /** The tubes a worker on a {@code uname -m} machine watches: its own and its chained ones. */
  public static List<String> watchedOn(String machine) {
    return switch (machine) {
      case "x86_64" -> List.of("x86_64", "i386", "noarch");
      case "ppc64" -> List.of("ppc64", "ppc");
      default -> List.of(machine);
    };
  }
}
