package org.reimzul.core.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long things may take: section {@code [deadlines]}, with keys {@code queue_wait}, {@code
 * build}, {@code log_silence}, {@code upload} and {@code lease}; a section {@code [target NAME]}
 * and, above it, a section {@code [package NAME]} override each with {@code deadline_<key>}. Zero
 * switches one off. Immutable.
 */
public final class Deadlines {
  /**
   * Those of one build; zero stands for none.
   *
   * @param queueWait in the queue, before somebody is warned
   * @param build that the builder works; also that its sources are fetched
   * @param logSilence without a new line in the build's log
   * @param upload from the builder's end to the hand-over
   * @param lease that an attempt goes on while it can't reach the queue to confirm its reservation
   */
  public record Limits(
      Duration queueWait, Duration build, Duration logSilence, Duration upload, Duration lease) {}

  private static final Limits DEFAULTS =
      new Limits(
          Duration.ofHours(1),
          Duration.ofHours(24),
          Duration.ofHours(4),
          Duration.ofHours(1),
          Duration.ofMinutes(30));

  private final Limits defaults;
  private final Map<String, Limits> targets = new LinkedHashMap<>();
  private final Map<String, Map<String, Limits>> packages = new LinkedHashMap<>();

  private Deadlines(Limits defaults) {
    this.defaults = defaults;
  }

  /** Reads every section; problems go to {@code settings}. */
  public static Deadlines read(Settings settings) {
    var deadlines = new Deadlines(limits(settings, "deadlines", "", defaults(settings)));
    for (String name : settings.named("target")) {
      deadlines.targets.put(
          name, limits(settings, "target " + name, "deadline_", deadlines.defaults));
    }
    for (String name : settings.named("package")) {
      Map<String, Limits> byTarget = new LinkedHashMap<>();
      deadlines.targets.forEach(
          (target, limits) ->
              byTarget.put(target, limits(settings, "package " + name, "deadline_", limits)));
      byTarget.put("", limits(settings, "package " + name, "deadline_", deadlines.defaults));
      deadlines.packages.put(name, byTarget);
    }
    return deadlines;
  }

  /** {@code [worker] build_timeout} is an older name of {@code [deadlines] build}. */
  private static Limits defaults(Settings from) {
    return new Limits(
        DEFAULTS.queueWait(),
        from.duration("worker", "build_timeout", DEFAULTS.build()),
        DEFAULTS.logSilence(),
        DEFAULTS.upload(),
        DEFAULTS.lease());
  }

  private static Limits limits(Settings from, String section, String prefix, Limits above) {
    return new Limits(
        from.duration(section, prefix + "queue_wait", above.queueWait()),
        from.duration(section, prefix + "build", above.build()),
        from.duration(section, prefix + "log_silence", above.logSilence()),
        from.duration(section, prefix + "upload", above.upload()),
        from.duration(section, prefix + "lease", above.lease()));
  }

  /**
   * The limits of a build.
   *
   * @param repository the wire's target, {@code <target>.<arch>}
   * @param pkgname source package name
   */
  public Limits of(String repository, String pkgname) {
    String target = TargetConfig.nameIn(repository);
    Map<String, Limits> byTarget = packages.get(pkgname);
    if (byTarget != null) {
      return byTarget.getOrDefault(target, byTarget.get(""));
    }
    return targets.getOrDefault(target, defaults);
  }
}
