package org.reimzul.worker.mock;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.Jobs;
import org.reimzul.worker.Srpms;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.PackageFailure;

/**
 * A mock to try: the one that {@code REIMZUL_TEST_MOCK} names with the configurations in {@code
 * REIMZUL_TEST_MOCK_CONFIG} (there must be one for the target {@code el9.x86_64}), else the
 * stand-in of the test resources.
 */
final class MockLab {
  static final String TARGET = "el9.x86_64";

  private static final List<String> CONFIG = List.of("site-defaults.cfg", "logging.ini");

  private final Path dir;
  private final String program;
  private final Path configs;

  MockLab(Path dir) throws IOException {
    this.dir = dir;
    this.configs = Files.createDirectories(dir.resolve("configs"));
    String real = System.getenv("REIMZUL_TEST_MOCK");
    if (real == null) {
      this.program = standIn(dir, configs);
    } else {
      this.program = real;
      copyConfigs(Path.of(System.getenv("REIMZUL_TEST_MOCK_CONFIG")));
    }
  }

  /** Puts the stand-in into {@code dir} and a configuration for it into {@code configs}. */
  static String standIn(Path dir, Path configs) throws IOException {
    Path script = dir.resolve("mock");
    try (InputStream in = MockLab.class.getResourceAsStream("/mock/stand-in")) {
      Files.copy(Objects.requireNonNull(in), script);
    }
    Files.setPosixFilePermissions(script, fromString("rwxr-xr-x"));
    Files.createDirectories(configs);
    for (String name : CONFIG) {
      Files.writeString(configs.resolve(name), "");
    }
    Files.writeString(
        configs.resolve(TARGET + ".cfg"),
        """
        config_opts['root'] = 'TARGETNAME'
        config_opts['basedir'] = '%s'
        config_opts['target_arch'] = 'x86_64'
        config_opts['dnf.conf'] = \"\"\"
        [farm]
        baseurl=http://repohost/repo/el9.x86_64/
        \"\"\"
        """
            .formatted(dir.resolve("basedir")));
    return script.toString();
  }

  private void copyConfigs(Path from) throws IOException {
    Path home = Files.isDirectory(from.resolve("mock")) ? from.resolve("mock") : from;
    for (String name : List.of(CONFIG.get(0), CONFIG.get(1), TARGET + ".cfg")) {
      Files.copy(
          home.resolve(name),
          configs.resolve(name),
          java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** Where the farm's configurations are. */
  Path configs() {
    return configs;
  }

  /** True if it only stands in. */
  boolean standsIn() {
    return System.getenv("REIMZUL_TEST_MOCK") == null;
  }

  /** Adds a target with the same root but these lines more. */
  void addTarget(String target, String lines) throws IOException {
    String text = Files.readString(configs.resolve(TARGET + ".cfg"));
    Files.writeString(configs.resolve(target + ".cfg"), text + lines);
  }

  /** A worker's builder. */
  MockBuilder builder(String worker) {
    return new MockBuilder(
        program,
        worker,
        ConfigSource.directory(configs),
        Map.of(),
        URI.create("http://127.0.0.1:1/bstore/"));
  }

  /** A try at a spec of the test resources. */
  BuildRequest request(String spec, String target) throws IOException, InterruptedException {
    Path srpms = Files.createDirectories(dir.resolve("srpms"));
    return request(Srpms.make(spec, srpms, dir), target);
  }

  /** A try at a source package. */
  BuildRequest request(Path srpm, String target) throws IOException {
    BuildId id = BuildId.mint(Clock.systemUTC().instant());
    Path attempt = dir.resolve(id + "." + AttemptToken.mint());
    Path result = Files.createDirectories(attempt.resolve("result"));
    BuildJob job = Jobs.of(srpm.getFileName().toString(), "x86_64", target).withBuildId(id);
    return new BuildRequest(job, srpm, attempt, result);
  }

  /** Builds for the usual target as the first worker; returns what came of it. */
  Path build(String spec) throws IOException, InterruptedException, PackageFailure {
    BuildRequest request = request(spec, TARGET);
    builder("1").build(request, Heartbeat.NONE);
    return request.result();
  }
}
