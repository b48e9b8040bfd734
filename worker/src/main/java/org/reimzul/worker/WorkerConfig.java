package org.reimzul.worker;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.reimzul.core.config.BstoreUrl;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Deadlines;
import org.reimzul.core.config.Settings;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.worker.build.RetryConfig;
import org.reimzul.worker.build.UploadWay;
import org.reimzul.worker.gitsource.ScmConfig;

/**
 * All that a worker is told. Immutable.
 *
 * @param host {@code [worker] host}: as results and events name it; by default the node name
 * @param name {@code [worker] name}, or the option; tells apart the workers of one host
 * @param queue section {@code [beanstalkd]}
 * @param arches those of the farm, with {@code [farm] arches}
 * @param served {@code [worker] arches}: what this worker builds for
 * @param targets the sections {@code [target NAME]}
 * @param incoming where source packages are, below {@code [controller] url}
 * @param bstore {@code [bstore] base_url}, ending in a slash
 * @param uploadTo {@code [worker] upload_url}
 * @param uploadWay {@code [worker] upload}
 * @param sources {@code [worker] sources}: whether it makes source packages from git
 * @param srpmsTo {@code [worker] srpm_upload_url}
 * @param scm section {@code [scm]}
 * @param workDir {@code [worker] work_dir}
 * @param largestSrpm {@code [worker] max_srpm_mib}, in bytes
 * @param grace {@code [worker] grace}: how long a job is left to an owner that may come back
 * @param deadlines how long builds may take: section {@code [deadlines]} and others
 * @param finishWithin {@code [worker] finish_within}: how long a stop lets the running build go on
 * @param retry section {@code [retry]}
 * @param builder what builds
 */
record WorkerConfig(
    String host,
    Optional<String> name,
    QueueConfig queue,
    Arches arches,
    List<String> served,
    Map<String, TargetConfig> targets,
    URI incoming,
    URI bstore,
    URI uploadTo,
    UploadWay uploadWay,
    boolean sources,
    URI srpmsTo,
    ScmConfig scm,
    Path workDir,
    long largestSrpm,
    Duration grace,
    Deadlines deadlines,
    Duration finishWithin,
    RetryConfig retry,
    BuilderConfig builder) {
  private static final String SECTION = "worker";
  private static final Set<String> WEB = Set.of("http", "https");
  private static final Set<String> RSYNC = Set.of("rsync");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

  /** What a reconnecting owner may need beyond half a time to run; see {@link #grace}. */
  private static final Duration RECONNECT = Duration.ofSeconds(5);

  /**
   * Reads it all.
   *
   * @param name the option; null if not given
   * @throws ConfigException with every problem
   */
  static WorkerConfig read(Settings settings, String name) throws ConfigException {
    QueueConfig queue = QueueConfig.read(settings);
    var arches = new Arches(settings.words("farm", "arches", List.of(), Grammar::arch));
    var config =
        new WorkerConfig(
            settings.value(SECTION, "host", Host.name(), Grammar::host),
            Optional.ofNullable(name(settings, name)),
            queue,
            arches,
            settings.words(
                SECTION, "arches", Arches.watchedOn(Host.machine()), text -> arches.require(text)),
            TargetConfig.all(settings, arches),
            settings
                .base("controller", "url", "http://localhost:11080/", WEB)
                .resolve("reimzul-incoming/"),
            BstoreUrl.read(settings),
            settings.base(SECTION, "upload_url", "rsync://localhost:11874/", RSYNC),
            settings.value(SECTION, "upload", UploadWay.REIMZUL, UploadWay::parse),
            settings.flag(SECTION, "sources", true),
            settings.base(SECTION, "srpm_upload_url", "rsync://localhost:11873/", RSYNC),
            ScmConfig.read(settings),
            settings.path(SECTION, "work_dir", "/var/lib/reimzul/worker"),
            (long) settings.number(SECTION, "max_srpm_mib", 4096, 1, 1 << 20) << 20,
            grace(settings, queue.ttr()),
            Deadlines.read(settings),
            settings.duration(SECTION, "finish_within", Duration.ZERO),
            RetryConfig.read(settings),
            BuilderConfig.read(settings));
    settings.check();
    return config;
  }

  /**
   * An owner that is cut off when it has just touched notices it after a quarter of the time to
   * run, and is back two seconds and a connection's time limit after the server is: within 65 s of
   * an outage of up to 60 s, at a time to run of 120 s.
   */
  private static Duration grace(Settings settings, Duration ttr) {
    Duration fallback = Duration.ofSeconds(ttr.dividedBy(2).plus(RECONNECT).toSeconds());
    Duration grace = settings.duration(SECTION, "grace", fallback);
    if (!grace.isZero() && grace.toSeconds() < 2) {
      settings.problem(SECTION, "grace", "below 2 s, and not 0");
    }
    return grace;
  }

  private static String name(Settings settings, String option) {
    if (option == null) {
      return settings.value(SECTION, "name", null, WorkerConfig::name);
    }
    try {
      return name(option);
    } catch (IllegalArgumentException e) {
      settings.problem(SECTION, "name", e.getMessage());
      return null;
    }
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not a name of letters, digits, _ and -: " + text);
    }
    return text;
  }
}
