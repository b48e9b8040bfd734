package org.reimzul.worker.build;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reimzul.core.rpm.RpmHeader;

/**
 * Whether a package is meant for an arch, by its header or by rpmbuild's own words. In doubt it is:
 * rpmbuild decides.
 */
final class ForArch {
  private static final Pattern REFUSED =
      Pattern.compile(".*Architecture is (?:not included|excluded): (\\S+)");

  private static final Set<String> IX86 = Set.of("i386", "i486", "i586", "i686");
  private static final Set<String> ARM = Set.of("armhfp", "armv7l", "armv7hl", "armv7hnl");

  /** What the farm's name of an arch may be called in a spec file. */
  private static final Map<String, Set<String>> NAMES =
      Map.of("i386", IX86, "i686", IX86, "armhfp", ARM, "armv7l", ARM);

  private ForArch() {}

  /** Why the source package of this header is not for {@code arch}, or empty. */
  static Optional<String> leavesOut(RpmHeader header, String arch) {
    if (arch.equals("noarch")) {
      return Optional.empty();
    }
    List<String> only = header.exclusiveArch();
    Set<String> names = names(arch);
    if (!only.isEmpty() && !only.contains("noarch") && names.stream().noneMatch(only::contains)) {
      return Optional.of("not for " + arch + ": ExclusiveArch: " + String.join(" ", only));
    }
    if (header.excludeArch().containsAll(names)) {
      String never = String.join(" ", header.excludeArch());
      return Optional.of("not for " + arch + ": ExcludeArch: " + never);
    }
    return Optional.empty();
  }

  /** True if rpmbuild has given this reason because the package is not for {@code arch}. */
  static boolean refusedBy(String reason, String arch) {
    Matcher refused = REFUSED.matcher(reason);
    return refused.matches() && names(arch).contains(refused.group(1));
  }

  private static Set<String> names(String arch) {
    return NAMES.getOrDefault(arch, Set.of(arch));
  }
}
