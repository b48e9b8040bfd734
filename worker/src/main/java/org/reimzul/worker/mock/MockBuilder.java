package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.process.Exit;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.BuildLog;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.builder.Disk;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.Notes;
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
   * @param mock what it calls
   * @param source where configurations come from
   * @param rules which one belongs to a build
   * @param epilogue what is added to each
   */
  MockBuilder(Mock mock, ConfigSource source, ConfigRules rules, Epilogue epilogue) {
    this.mock = mock;
    this.source = source;
    this.rules = rules;
    this.config = new PrivateConfig(epilogue);
  }

  @Override
  public String name() {
    return "mock";
  }

  @Override
  public void build(BuildRequest request, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    prepare(request.job(), request.attempt(), request.result(), request.notes(), beat);
    Exit exit =
        mock.build(request.job(), request.srpm(), request.attempt(), request.result(), beat);
    judge(exit, request.attempt(), request.result(), beat);
  }

  @Override
  public void makeSource(SourceRecipe recipe, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    prepare(recipe.job(), recipe.attempt(), recipe.result(), Notes.NONE, beat);
    judge(mock.makeSource(recipe, beat), recipe.attempt(), recipe.result(), beat);
  }

  private void prepare(BuildJob job, Path attempt, Path result, Notes notes, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    Configurations farm = source.refresh(beat);
    Path file =
        rules.find(farm.directory(), job).orElseThrow(() -> new PackageFailure(nothingFor(job)));
    var origin = new Origin(file, farm);
    Path configDir = Mock.configDir(attempt);
    config.write(
        file, ConfigRules.root(file, job), rules.repositories(job), origin.toString(), configDir);
    Files.copy(configDir.resolve(PrivateConfig.FILE), result.resolve("mock.cfg"));
    notes.record(origin.facts(), origin.remark());
    log.info("mock for {} has {}", job.srpm(), origin);
  }

  private void judge(Exit exit, Path attempt, Path result, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    if (exit.ok()) {
      return;
    }
    if (Disk.full(attempt)) {
      throw new InfrastructureException("the disk of the worker's work_dir is full");
    }
    Verdict verdict = ExitMeaning.of(exit, result);
    if (verdict.poisoned()) {
      log.warn("{}; throwing the root cache away before the next try", verdict.reason());
      mock.scrubCache(attempt, beat);
    }
    verdict.raise();
  }

  private String nothingFor(BuildJob job) {
    return rules.names(job).stream()
        .map(name -> name + ".cfg")
        .collect(Collectors.joining(" or ", "the farm has no mock configuration ", ""));
  }

  @Override
  public boolean knows(BuildJob job, Heartbeat beat) throws IOException, InterruptedException {
    return rules.find(source.refresh(beat).directory(), job).isPresent();
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
