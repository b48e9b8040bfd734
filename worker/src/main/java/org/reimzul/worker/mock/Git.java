package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Exit;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.worker.builder.BuildLog;
import org.reimzul.worker.builder.InfrastructureException;

/** Runs git, which asks nobody anything. */
final class Git {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path output;
  private final ProcessRunner runner = new ProcessRunner();

  /**
   * @param output where what it says is kept until the next run
   */
  Git(Path output) {
    this.output = output;
  }

  /**
   * Runs one command.
   *
   * @throws InfrastructureException when it fails, with git's own words
   */
  void run(List<String> arguments, Path dir, Heartbeat beat)
      throws IOException, InterruptedException {
    Files.deleteIfExists(output);
    Exit exit = runner.run(command(arguments, dir), output, beat);
    if (!exit.ok()) {
      BuildLog log = BuildLog.read(output);
      String said =
          log.first(line -> line.startsWith("fatal: "))
              .or(() -> log.last(line -> !line.isBlank()))
              .orElse("it gave no reason");
      throw new InfrastructureException("git " + arguments.get(0) + ": " + exit + ": " + said);
    }
  }

  /** The commit that is checked out in a clone. */
  String head(Path dir) throws IOException, InterruptedException {
    return runner.capture(command(List.of("rev-parse", "--verify", "HEAD"), dir)).strip();
  }

  private static Command command(List<String> arguments, Path dir) {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(arguments);
    return Command.of(argv).in(dir).within(LIMIT).with("GIT_TERMINAL_PROMPT", "0");
  }
}
