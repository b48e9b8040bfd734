package org.reimzul.worker.mock;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.BuildJob;
import org.reimzul.worker.source.SrpmName;

/**
 * Which configuration belongs to a build: the target's {@code mock_config}, or by the original's
 * rules. Files may lie in the directory itself or, as the original's, below {@code mock/}.
 */
final class ConfigRules {
  private static final String ANY_ARCH = "x86_64|ppc64le|ppc64|i386|i686";

  private final Map<String, TargetConfig> targets;

  ConfigRules(Map<String, TargetConfig> targets) {
    this.targets = Map.copyOf(targets);
  }

  /** The first that exists. */
  Optional<Configuration> find(Path directory, BuildJob job) {
    String root = forArch(job.target(), job.arch());
    for (Path home : List.of(directory.resolve("mock"), directory)) {
      for (String name : names(job)) {
        Path file = home.resolve(name + ".cfg");
        if (Files.isRegularFile(file)) {
          return Optional.of(new Configuration(file, name.equals(own(job)) ? ownRoot(job) : root));
        }
      }
    }
    return Optional.empty();
  }

  /** What is looked for, in its order, without {@code .cfg}. */
  List<String> names(BuildJob job) {
    List<String> names = new ArrayList<>();
    configured(job).ifPresentOrElse(names::add, () -> names.add(own(job)));
    if (configured(job).isEmpty()) {
      names.add(forArch(job.target(), job.arch()));
    }
    return names;
  }

  private Optional<String> configured(BuildJob job) {
    return targets.values().stream()
        .filter(target -> job.target().startsWith(target.name() + "."))
        .filter(target -> job.target().indexOf('.', target.name().length() + 1) < 0)
        .flatMap(target -> target.mockConfig().stream())
        // one fixed configuration is that of the target's own arch, not of what is chained to it
        .filter(name -> name.contains("{arch}") || job.target().endsWith("." + job.arch()))
        .map(name -> name.replace("{arch}", job.arch()))
        .findFirst();
  }

  /** A package may have a configuration of its own. */
  private static String own(BuildJob job) {
    SrpmName name = SrpmName.of(job.srpm());
    return name.pkgname() + "-" + name.evr() + "." + job.arch();
  }

  /** Not shared with the target's: it installs other things. */
  private static String ownRoot(BuildJob job) {
    return forArch(job.target(), job.arch()) + "-" + SrpmName.of(job.srpm()).pkgname();
  }

  /** A chained arch keeps its parent's target; its configuration is named after its own arch. */
  private static String forArch(String target, String arch) {
    return switch (arch) {
      case "i386" -> target.replace("x86_64", "i386");
      case "noarch" -> target.replaceAll(ANY_ARCH, "noarch");
      case "ppc" -> target.replace("ppc64", "ppc");
      default -> target;
    };
  }
}
