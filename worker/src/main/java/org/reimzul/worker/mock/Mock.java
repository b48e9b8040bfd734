package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Exit;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.worker.builder.Orphans;
import org.reimzul.worker.builder.SourceRecipe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls mock on one root of this worker's own. */
final class Mock {
  private static final Logger log = LoggerFactory.getLogger(Mock.class);
  private static final Duration TIDYING = Duration.ofMinutes(10);
  private static final String UID = "USERHELPER_UID";

  private final String program;
  private final String extension;
  private final ProcessRunner runner = new ProcessRunner();

  /**
   * @param program a path, or a name on PATH
   * @param extension keeps the roots of this host's workers apart; caches are still shared
   */
  Mock(String program, String extension) {
    this.program = program;
    this.extension = extension;
  }

  /** Builds {@code srpm} into {@code result}; mock's own output goes there too. */
  Exit build(BuildJob job, Path srpm, Path attempt, Path result, Heartbeat beat)
      throws IOException, InterruptedException {
    List<String> argv = common(attempt);
    argv.add("--resultdir=" + result);
    argv.addAll(List.of("--define", "dist " + job.distTag()));
    argv.add("--cleanup-after");
    argv.addAll(List.of("--", srpm.toString()));
    Command command = command(argv, attempt).unlimited();
    return runner.run(command, result.resolve("stdout"), result.resolve("stderr"), beat);
  }

  /** Makes a source package; logs and mock's own output go where it goes. */
  Exit makeSource(SourceRecipe recipe, Heartbeat beat) throws IOException, InterruptedException {
    List<String> argv = common(recipe.attempt());
    argv.add("--resultdir=" + recipe.result());
    argv.addAll(List.of("--define", "dist " + recipe.job().distTag()));
    argv.addAll(List.of("--cleanup-after", "--buildsrpm"));
    argv.add("--spec=" + recipe.spec());
    argv.add("--sources=" + recipe.sources());
    Command command = command(argv, recipe.attempt()).unlimited();
    Path result = recipe.result();
    return runner.run(command, result.resolve("stdout"), result.resolve("stderr"), beat);
  }

  /** Removes the root, its mounts and its processes; what fails is left to the next build on it. */
  void clean(Path attempt, Heartbeat beat) throws IOException, InterruptedException {
    tidy(attempt, "--clean", beat);
  }

  /** Throws the root's cache away. */
  void scrubCache(Path attempt, Heartbeat beat) throws IOException, InterruptedException {
    tidy(attempt, "--scrub=root-cache", beat);
  }

  private void tidy(Path attempt, String what, Heartbeat beat)
      throws IOException, InterruptedException {
    List<String> argv = common(attempt);
    argv.add(what);
    Path output = attempt.resolve("tidy.log");
    Exit exit = runner.run(command(argv, attempt).within(TIDYING), output, beat);
    if (!exit.ok()) {
      log.warn("mock {} ended with {}; the next build on that root will try", what, exit);
    }
  }

  private List<String> common(Path attempt) {
    return new ArrayList<>(
        List.of(
            program,
            "-r",
            "mock",
            Orphans.MOCK_OPTION + configDir(attempt),
            "--uniqueext=" + extension));
  }

  private static Command command(List<String> argv, Path attempt) throws IOException {
    Command command =
        Command.of(argv)
            .with(Orphans.MARK, attempt.toString())
            .with("TMPDIR", Files.createDirectories(attempt.resolve("tmp")).toString());
    String uid = System.getenv(UID); // how a unit that starts as root names the build user
    return uid == null ? command : command.with(UID, uid);
  }

  /** Where a try's private configuration is. */
  static Path configDir(Path attempt) {
    return attempt.resolve("config");
  }
}
