package org.reimzul.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.Excerpt;

/**
 * What builds packages: keys of section {@code [worker]}.
 *
 * @param kind {@code builder}
 * @param mockProgram {@code mock_program}: a path, or a name on PATH
 * @param configDir {@code mock_config_dir}: where configurations are, unless they come from git;
 *     those that a target names may be here even then
 * @param configGit {@code mock_config_git}: what to clone
 * @param configBranch {@code mock_config_branch}; empty for the remote's default
 * @param rootCache {@code mock_root_cache}: how old mock's root caches may grow
 */
record BuilderConfig(
    Kind kind,
    String mockProgram,
    Path configDir,
    Optional<String> configGit,
    Optional<String> configBranch,
    Duration rootCache) {
  private static final String SECTION = "worker";
  private static final Pattern BRANCH =
      Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._-]{0,63}(/[A-Za-z0-9._-]{1,64}){0,4}");

  /** Which builder. */
  enum Kind {
    MOCK,
    RPMBUILD
  }

  static BuilderConfig read(Settings settings) {
    return new BuilderConfig(
        settings.value(SECTION, "builder", Kind.MOCK, BuilderConfig::kind),
        settings.text(SECTION, "mock_program", "mock"),
        settings.path(SECTION, "mock_config_dir", "/etc/mock"),
        settings.text(SECTION, "mock_config_git"),
        Optional.ofNullable(
            settings.value(SECTION, "mock_config_branch", null, BuilderConfig::branch)),
        settings.duration(SECTION, "mock_root_cache", Duration.ofDays(7)));
  }

  private static Kind kind(String text) {
    return switch (text) {
      case "mock" -> Kind.MOCK;
      case "rpmbuild" -> Kind.RPMBUILD;
      default -> throw new IllegalArgumentException("not mock or rpmbuild: " + text);
    };
  }

  private static String branch(String text) {
    if (!BRANCH.matcher(text).matches()) {
      throw new IllegalArgumentException("not a branch: " + Excerpt.of(text));
    }
    return text;
  }
}
