package org.reimzul.worker.mock;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.process.Exit;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.BuildLog;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.builder.Disk;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.Orphans;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.builder.SourceRecipe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds in a chroot that mock makes for the target. */
public final class MockBuilder implements Builder {
  private static final Logger log = LoggerFactory.getLogger(MockBuilder.class);

  /** While dnf runs, an unprivileged worker cannot stop mock and has to wait. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ConfigSource source;
  private final ConfigRules rules;
  private final PrivateConfig config;
  private final Mock mock;

  /**
   * @param program mock's path, or its name on PATH
   * @param extension the worker's name among those of its host
   * @param source where configurations come from
   * @param targets may name configurations
   * @param bstore what stands for {@code http://repohost}
   */
  public MockBuilder(
      String program,
      String extension,
      ConfigSource source,
      Map<String, TargetConfig> targets,
      URI bstore) {
    this.source = source;
    this.rules = new ConfigRules(targets);
    this.config = new PrivateConfig(bstore);
    this.mock = new Mock(program, extension);
  }

  @Override
  public String name() {
    return "mock";
  }

  @Override
  public void build(BuildRequest request, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    Configuration found = prepare(request.job(), request.attempt(), request.result(), beat);
    log.info("building {} with {}", request.job().srpm(), found.file());
    Exit exit =
        mock.build(request.job(), request.srpm(), request.attempt(), request.result(), beat);
    judge(exit, request.attempt(), request.result(), beat);
  }

  @Override
  public void makeSource(SourceRecipe recipe, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    Configuration found = prepare(recipe.job(), recipe.attempt(), recipe.result(), beat);
    log.info("making a source package of {} with {}", recipe.spec().getFileName(), found.file());
    judge(mock.makeSource(recipe, beat), recipe.attempt(), recipe.result(), beat);
  }

  private Configuration prepare(BuildJob job, Path attempt, Path result, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    Path directory = source.refresh(beat);
    Configuration found =
        rules.find(directory, job).orElseThrow(() -> new PackageFailure(nothingFor(job)));
    Path configDir = Mock.configDir(attempt);
    config.write(found, configDir);
    Files.copy(configDir.resolve(PrivateConfig.FILE), result.resolve("mock.cfg"));
    return found;
  }

  private void judge(Exit exit, Path attempt, Path result, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    if (!exit.ok() && Disk.full(attempt)) {
      throw new InfrastructureException("the disk of the worker's work_dir is full");
    }
    act(ExitMeaning.of(exit, result), attempt, beat);
  }

  private String nothingFor(BuildJob job) {
    return rules.names(job).stream()
        .map(name -> name + ".cfg")
        .collect(Collectors.joining(" or ", "the farm has no mock configuration ", ""));
  }

  private void act(Verdict verdict, Path attempt, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    switch (verdict.kind()) {
      case SUCCESS -> log.debug("mock ended well");
      case PACKAGE -> {
        if (Disk.toldBy(verdict.reason())) {
          throw new InfrastructureException(verdict.reason());
        }
        throw new PackageFailure(verdict.reason());
      }
      case INFRASTRUCTURE -> throw new InfrastructureException(verdict.reason());
      case POISONED_CACHE -> {
        log.warn("{}; throwing the root cache away before the next try", verdict.reason());
        mock.scrubCache(attempt, beat);
        throw new InfrastructureException(verdict.reason());
      }
    }
  }

  @Override
  public boolean knows(BuildJob job, Heartbeat beat) throws IOException, InterruptedException {
    return rules.find(source.refresh(beat), job).isPresent();
  }

  @Override
  public boolean chains(BuildJob job, Heartbeat beat) throws IOException, InterruptedException {
    return knows(job, beat);
  }

  @Override
  public boolean leftOvers(Path attempt) {
    return Files.exists(Mock.configDir(attempt).resolve(PrivateConfig.FILE));
  }

  @Override
  public void recover(Path attempt, Heartbeat beat) throws IOException, InterruptedException {
    if (!Orphans.end(attempt, PATIENCE, beat)) {
      log.warn("mock still runs in {}; the next build on its root will find it locked", attempt);
      return;
    }
    if (!leftOvers(attempt) || ended(attempt)) {
      return;
    }
    mock.clean(attempt, beat);
    BuildLog state = BuildLog.read(attempt.resolve("result/state.log"));
    if (state.mentions("Start: creating root cache")
        && !state.mentions("Finish: creating root cache")) {
      mock.scrubCache(attempt, beat); // half a cache fails every later build
    }
  }

  /** A build that came to its own end was cleaned by mock itself. */
  private static boolean ended(Path attempt) throws IOException {
    BuildLog state = BuildLog.read(attempt.resolve("result/state.log"));
    return state
        .last(line -> line.contains("clean chroot"))
        .filter(line -> line.contains("Finish:"))
        .isPresent();
  }
}
