package org.reimzul.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reimzul.core.config.BstoreUrl;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.Excerpt;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.queue.QueueConfig;

/**
 * What the commands use of the configuration.
 *
 * @param incoming where source packages are placed, if it exists on this host
 * @param controller base of incoming and of the status API, ending in a slash
 * @param bstore base of commits and repositories, ending in a slash
 * @param targets by name; empty: every target is accepted
 */
record FarmSettings(
    QueueConfig queue,
    Path incoming,
    URI controller,
    URI bstore,
    Arches arches,
    Map<String, TargetConfig> targets) {

  private static final Set<String> WEB = Set.of("http", "https");

  static FarmSettings read(Settings settings) throws ConfigException {
    Arches arches = new Arches(settings.words("farm", "arches", List.of(), Grammar::arch));
    var read =
        new FarmSettings(
            QueueConfig.read(settings),
            settings.path("controller", "incoming", "/srv/reimzul/incoming"),
            settings.base("controller", "url", "http://localhost:11080/", WEB),
            BstoreUrl.read(settings),
            arches,
            TargetConfig.all(settings, arches));
    settings.check();
    return read;
  }

  /** The target if a job for it would be taken; IllegalArgumentException says why not. */
  String requireTarget(String name) {
    Grammar.target(name);
    if (!targets.isEmpty() && !targets.containsKey(name)) {
      throw new IllegalArgumentException(
          "unknown target "
              + Excerpt.of(name)
              + "; configured: "
              + String.join(", ", targets.keySet()));
    }
    return name;
  }
}
