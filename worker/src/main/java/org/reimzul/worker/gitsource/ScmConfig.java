package org.reimzul.worker.gitsource;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.reimzul.core.config.Settings;

/**
 * Where packages' git repositories are: section {@code [scm]}. Immutable.
 *
 * @param gitUrl {@code git_url}; ends in a slash
 * @param repository {@code repository_url}: a package's repository
 * @param metadata {@code metadata_url}: a file of a list like {@code .bash.metadata}
 * @param lookaside {@code lookaside_url}: a file of dist-git's list {@code sources}
 * @param protocols {@code protocols}: what git may speak
 * @param most {@code max_mib}, in bytes: a clone, and the sources of a package
 * @param limit {@code time_limit}: for one call of git
 */
public record ScmConfig(
    URI gitUrl,
    UrlPattern repository,
    UrlPattern metadata,
    UrlPattern lookaside,
    List<String> protocols,
    long most,
    Duration limit) {
  private static final String SECTION = "scm";
  private static final Set<String> KNOWN = Set.of("https", "http", "git", "file");
  private static final Set<String> OF_A_FILE =
      Set.of("git_url", "pkg", "branch", "file", "hashtype", "hash");

  /** Reads the section; problems go to {@code settings}. */
  public static ScmConfig read(Settings settings) {
    List<String> protocols =
        settings.words(SECTION, "protocols", List.of("https", "http"), ScmConfig::protocol);
    URI url = settings.value(SECTION, "git_url", base("https://git.centos.org"), ScmConfig::base);
    if (!protocols.contains(url.getScheme())) {
      settings.problem(SECTION, "git_url", "its protocol is not one of [scm] protocols");
    }
    return new ScmConfig(
        url,
        pattern(settings, "repository_url", "{git_url}/r/rpms/{pkg}.git", Set.of("git_url", "pkg")),
        pattern(settings, "metadata_url", "{git_url}/sources/{pkg}/{branch}/{hash}", OF_A_FILE),
        pattern(
            settings,
            "lookaside_url",
            "{git_url}/repo/pkgs/rpms/{pkg}/{file}/{hashtype}/{hash}/{file}",
            OF_A_FILE),
        protocols,
        (long) settings.number(SECTION, "max_mib", 4096, 1, 1 << 20) << 20,
        settings.duration(SECTION, "time_limit", Duration.ofMinutes(30)));
  }

  private static UrlPattern pattern(
      Settings settings, String key, String fallback, Set<String> places) {
    return settings.value(
        SECTION, key, new UrlPattern(fallback), text -> UrlPattern.of(text, places));
  }

  private static String protocol(String text) {
    if (!KNOWN.contains(text)) {
      throw new IllegalArgumentException("not https, http, git or file: " + text);
    }
    return text;
  }

  private static URI base(String text) {
    URI url = URI.create(text.endsWith("/") ? text : text + "/");
    if (url.getScheme() == null || !KNOWN.contains(url.getScheme())) {
      throw new IllegalArgumentException("not a URL of https, http, git or file: " + text);
    }
    return url;
  }
}
