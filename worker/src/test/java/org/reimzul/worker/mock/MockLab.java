package org.reimzul.worker.mock;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.Jobs;
import org.reimzul.worker.Srpms;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.PackageFailure;

/** Builders, and tries for them, with one mock and configurations of its own. */
final class MockLab {
  private final Path dir;
  private final TestMock mock;
  private final Path configs;

  /** What was noted of the tries. */
  final Map<String, String> noted = new TreeMap<>();

  /** What was remarked of the last try that noted anything. */
  Optional<String> remark = Optional.empty();

  private ConfigSource source;
  private Path installed;
  private Map<String, TargetConfig> targets = Map.of();
  private URI bstore = URI.create("http://127.0.0.1:1/bstore/");
  private Duration rootCache = Duration.ofDays(7);

  MockLab(Path dir, TestMock mock) throws IOException {
    this.dir = dir;
    this.mock = mock;
    this.configs = dir.resolve("configs");
    this.installed = dir.resolve("installed");
    Files.setPosixFilePermissions(dir, fromString("rwxr-xr-x")); // mock's user comes here
    mock.configure(configs, dir);
    this.source = ConfigSource.directory(configs);
  }

  /** Where the farm's configurations are. */
  Path configs() {
    return configs;
  }

  /** Adds lines to the target's configuration, which keeps its time. */
  void addLines(String target, String lines) throws IOException {
    Path from = configs.resolve(TestMock.TARGET + ".cfg");
    Path to = configs.resolve(target + ".cfg");
    var time = Files.getLastModifiedTime(from);
    Files.writeString(to, Files.readString(from) + "\n" + lines);
    Files.setLastModifiedTime(to, time);
  }

  /** Has builders take configurations from there. */
  MockLab with(ConfigSource other) {
    source = other;
    return this;
  }

  /** Has builders know these targets, and the system's configurations. */
  MockLab with(Map<String, TargetConfig> known, Path system) {
    targets = known;
    installed = system;
    return this;
  }

  /** Has builders know this bstore. */
  MockLab with(URI base) {
    bstore = base;
    return this;
  }

  /** Has root caches grow this old. */
  MockLab with(Duration age) {
    rootCache = age;
    return this;
  }

  /** A worker's builder. */
  MockBuilder builder(String worker) throws IOException {
    return new MockSetup(mock.program(dir), worker, source, installed, targets, bstore, rootCache)
        .builder();
  }

  /** A try at a spec of the test resources. */
  BuildRequest request(String spec) throws IOException, InterruptedException {
    return request(spec, TestMock.TARGET);
  }

  /** The same for another target. */
  BuildRequest request(String spec, String target) throws IOException, InterruptedException {
    Path srpms = Files.createDirectories(dir.resolve("srpms"));
    return request(Srpms.make(spec, srpms, dir), target);
  }

  /** A try at a source package. */
  BuildRequest request(Path srpm, String target) throws IOException {
    BuildId id = BuildId.mint(Clock.systemUTC().instant());
    Path attempt = dir.resolve(id + "." + AttemptToken.mint());
    Path result = Files.createDirectories(attempt.resolve("result"));
    // where root runs the tests, mock works for another user
    Files.setPosixFilePermissions(result, fromString("rwxrwxrwx"));
    BuildJob job = Jobs.of(srpm.getFileName().toString(), "x86_64", target).withBuildId(id);
    return new BuildRequest(job, srpm, attempt, result, this::note);
  }

  private void note(Map<String, String> facts, Optional<String> oddity) {
    noted.putAll(facts);
    remark = oddity;
  }

  /** Builds for the usual target as the first worker; returns what came of it. */
  Path build(String spec) throws IOException, InterruptedException, PackageFailure {
    return build(request(spec));
  }

  /** Makes a try as the first worker; returns what came of it. */
  Path build(BuildRequest request) throws IOException, InterruptedException, PackageFailure {
    builder("1").build(request, Heartbeat.NONE);
    return request.result();
  }

  /** Where mock keeps the root cache of the usual target. */
  Path rootCache() throws IOException, InterruptedException {
    return mock.rootCache(TestMock.TARGET, dir);
  }
}
