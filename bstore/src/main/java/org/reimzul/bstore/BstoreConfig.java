package org.reimzul.bstore;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.bstore.repogen.Retention;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.queue.QueueConfig;

/**
 * What bstore uses of the configuration: section {@code [bstore]} and the targets.
 *
 * @param root the directory that holds incoming, repo, commits and the rest
 * @param listen where the small http server listens; empty: another server serves the files
 * @param scan how often leftovers are looked for
 * @param abandoned how old an incomplete upload gets before it is removed
 * @param keepMetadata how long, and how many generations back, metadata can still be fetched
 * @param metadata the directory of comps, modules and updateinfo files
 * @param originalUploads whether original workers may upload into the repository themselves
 * @param signUncommitted {@code [signer] uncommitted}: whether the signer takes what has no commit
 * @param targets by name; empty: every target is accepted
 */
public record BstoreConfig(
    QueueConfig queue,
    Path root,
    Optional<InetSocketAddress> listen,
    Duration scan,
    Duration abandoned,
    Retention keepMetadata,
    Path metadata,
    boolean originalUploads,
    boolean signUncommitted,
    Map<String, TargetConfig> targets) {
  private static final String SECTION = "bstore";

  /** Reads it; every problem is reported together. */
  public static BstoreConfig read(Settings settings) throws ConfigException {
    var arches = new Arches(settings.words("farm", "arches", List.of(), Grammar::arch));
    Path root = settings.path(SECTION, "root", "/srv/reimzul/bstore");
    var config =
        new BstoreConfig(
            QueueConfig.read(settings),
            root,
            Optional.ofNullable(settings.address(SECTION, "http_listen", null)),
            settings.duration(SECTION, "scan_interval", Duration.ofMinutes(1)),
            settings.duration(SECTION, "abandoned_uploads", Duration.ofDays(1)),
            new Retention(
                settings.duration(SECTION, "keep_metadata", Duration.ofDays(1)),
                settings.number(SECTION, "keep_metadata_count", 3, 1, 1000)),
            settings.path(SECTION, "metadata").orElse(root.resolve("metadata")),
            settings.flag(SECTION, "original_uploads", false),
            settings.flag("signer", "uncommitted", false),
            TargetConfig.all(settings, arches));
    String mode = settings.text("signer", "mode", "stage");
    if (!mode.equals("stage")) {
      settings.problem("signer", "mode", "only stage is there in this version, not " + mode);
    }
    settings.check();
    return config;
  }

  /** The configuration of the target that a repository {@code NAME.ARCH} belongs to. */
  public Optional<TargetConfig> targetOf(String repository) {
    return Optional.ofNullable(targets.get(TargetConfig.nameIn(repository)));
  }

  /** True when what is published in this repository is never replaced. */
  public boolean refusesDuplicates(String repository) {
    return targetOf(repository)
        .filter(target -> target.duplicates() == TargetConfig.Duplicates.REFUSE)
        .isPresent();
  }

  /** True when results for this repository are taken. */
  public boolean accepts(String repository) {
    return targets.isEmpty() || targetOf(repository).isPresent();
  }
}
