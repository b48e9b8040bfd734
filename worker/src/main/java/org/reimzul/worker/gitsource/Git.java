package org.reimzul.worker.gitsource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Exit;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.Orphans;
import org.reimzul.worker.builder.PackageFailure;

/**
 * Calls git on a repository that nobody vouches for: no configuration but what is given here, no
 * hooks, no filters, no submodules, no symbolic links, no questions, no protocol but those allowed.
 */
final class Git {
  private static final List<String> SAFELY =
      List.of(
          "core.hooksPath=/dev/null",
          "core.fsmonitor=false",
          "core.symlinks=false",
          "credential.helper=",
          "submodule.recurse=false",
          "gc.auto=0",
          "maintenance.auto=false",
          "http.lowSpeedLimit=1",
          "http.lowSpeedTime=60");

  private final ScmConfig config;
  private final ProcessRunner runner = new ProcessRunner();

  Git(ScmConfig config) {
    this.config = config;
  }

  /**
   * Runs git; returns what it printed.
   *
   * @throws PackageFailure when the repository doesn't have what is asked of it, or too much
   * @throws InfrastructureException when its server is away
   * @throws GitException when it fails otherwise
   */
  String run(Desk desk, List<String> arguments, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    Path out = desk.attempt().resolve("git.out");
    Path err = desk.attempt().resolve("git.err");
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
    desk.note("$ git " + String.join(" ", arguments));
    Exit exit = call(desk, arguments, out, err, beat);
    String said = read(err);
    if (!said.isBlank()) {
      desk.note(said.stripTrailing());
    }
    if (!exit.ok()) {
      GitFailure.raise(arguments, exit, said);
    }
    return read(out);
  }

  private Exit call(Desk desk, List<String> arguments, Path out, Path err, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    List<String> argv = new ArrayList<>(List.of("git"));
    SAFELY.forEach(setting -> argv.addAll(List.of("-c", setting)));
    argv.addAll(arguments);
    try {
      Heartbeat watched = Room.watched(desk.attempt().resolve("git"), config.most(), beat);
      return runner.run(command(desk, argv), out, err, watched);
    } catch (Room.FullException e) {
      throw new PackageFailure("the git repository is " + e.getMessage());
    }
  }

  private Command command(Desk desk, List<String> argv) throws IOException {
    return Command.of(argv)
        .in(desk.attempt())
        .within(config.limit())
        .with("HOME", desk.home().toString())
        .with("GIT_CONFIG_NOSYSTEM", "1")
        .with("GIT_CONFIG_GLOBAL", "/dev/null")
        .with("GIT_ATTR_NOSYSTEM", "1")
        .with("GIT_TERMINAL_PROMPT", "0")
        .with("GIT_ALLOW_PROTOCOL", String.join(":", config.protocols()))
        .with(Orphans.MARK, desk.attempt().toString());
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
  }
}
