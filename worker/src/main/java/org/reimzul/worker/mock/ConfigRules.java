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
 * Which configuration belongs to a build: one of the package's own, else the target's {@code
 * mock_config}, else by the original's rules. Files may lie in the farm's directory itself or, as
 * the original's, below {@code mock/}; those that a target names may also be installed.
 */
final class ConfigRules {
  private static final String ANY_ARCH = "x86_64|ppc64le|ppc64|i386|i686";

  private final Map<String, TargetConfig> targets;
  private final Path installed;

  /**
   * @param installed the system's configurations
   */
  ConfigRules(Map<String, TargetConfig> targets, Path installed) {
    this.targets = Map.copyOf(targets);
    this.installed = installed;
  }

  /** The first that exists; an absolute path. */
  Optional<Path> find(Path directory, BuildJob job) {
    Optional<String> configured = configured(job);
    for (String name : names(job)) {
      List<Path> homes = new ArrayList<>(List.of(directory.resolve("mock"), directory));
      if (configured.equals(Optional.of(name))) {
        homes.add(installed);
      }
      for (Path home : homes) {
        Path file = home.resolve(name + ".cfg");
        if (Files.isRegularFile(file)) {
          return Optional.of(file.toAbsolutePath());
        }
      }
    }
    return Optional.empty();
  }

  /** What is looked for, in its order, without {@code .cfg}. */
  List<String> names(BuildJob job) {
    return List.of(own(job), configured(job).orElseGet(() -> forArch(job.target(), job.arch())));
  }

  /**
   * The name of the root that {@code file} makes: one per target and arch, and another one for a
   * package whose configuration installs other things.
   */
  static String root(Path file, BuildJob job) {
    String root = forArch(job.target(), job.arch());
    boolean own = file.endsWith(own(job) + ".cfg");
    return own ? root + "-" + SrpmName.of(job.srpm()).pkgname() : root;
  }

  /** The farm's repositories that a buildroot sees whatever its configuration says. */
  List<String> repositories(BuildJob job) {
    String arch = job.target().substring(TargetConfig.nameIn(job.target()).length());
    return target(job).stream()
        .flatMap(target -> target.buildrootTargets().stream())
        .map(name -> name + arch)
        .toList();
  }

  private Optional<TargetConfig> target(BuildJob job) {
    return Optional.ofNullable(targets.get(TargetConfig.nameIn(job.target())));
  }

  private Optional<String> configured(BuildJob job) {
    return target(job)
        .flatMap(TargetConfig::mockConfig)
        // one fixed configuration is that of the target's own arch, not of what is chained to it
        .filter(name -> name.contains("{arch}") || job.target().endsWith("." + job.arch()))
        .map(name -> name.replace("{arch}", job.arch()));
  }

  /** A package may have a configuration of its own. */
  private static String own(BuildJob job) {
    SrpmName name = SrpmName.of(job.srpm());
    return name.pkgname() + "-" + name.evr() + "." + job.arch();
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
