package org.reimzul.worker.mock;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.reimzul.core.config.TargetConfig;

/**
 * What a {@link MockBuilder} is made of.
 *
 * @param program mock's path, or its name on PATH
 * @param extension the worker's name among those of its host
 * @param source where configurations come from
 * @param installed the system's, for targets that name one
 * @param targets may name configurations
 * @param bstore what stands for {@code http://repohost}
 * @param rootCache how old a root cache may grow
 */
public record MockSetup(
    String program,
    String extension,
    ConfigSource source,
    Path installed,
    Map<String, TargetConfig> targets,
    URI bstore,
    Duration rootCache) {
  /** Puts it together. */
  public MockBuilder builder() {
    return new MockBuilder(
        new Mock(program, extension),
        source,
        new ConfigRules(targets, installed),
        new Epilogue(bstore, rootCache));
  }
}
