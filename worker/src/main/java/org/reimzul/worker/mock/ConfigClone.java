package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Exit;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.worker.builder.BuildLog;
import org.reimzul.worker.builder.InfrastructureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A git clone, pulled before each build; unchanged files keep their times, which mock's root cache
 * looks at. While it can't be pulled the last good state is used, and said so once.
 */
public final class ConfigClone implements ConfigSource {
  private static final Logger log = LoggerFactory.getLogger(ConfigClone.class);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final String url;
  private final Optional<String> branch;
  private final Path clone;
  private final Path output;
  private final Outage outage;
  private final ProcessRunner runner = new ProcessRunner();

  /**
   * @param branch empty for the remote's default
   * @param home where the clone is kept
   */
  public ConfigClone(String url, Optional<String> branch, Path home) {
    this.url = url;
    this.branch = branch;
    this.clone = home.resolve("mock-config");
    this.output = home.resolve("mock-config.log");
    this.outage = new Outage(log, "the git repository of mock configurations (" + url + ")");
  }

  @Override
  public Path refresh(Heartbeat beat) throws IOException, InterruptedException {
    Files.deleteIfExists(output);
    boolean there = Files.isDirectory(clone.resolve(".git"));
    try {
      if (there) {
        pull(beat);
      } else {
        cloneAnew(beat);
      }
      outage.up();
    } catch (InfrastructureException e) {
      if (!there) {
        throw e;
      }
      outage.down(e.getMessage() + "; building with the last good clone");
    }
    return clone;
  }

  private void cloneAnew(Heartbeat beat) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("git", "clone", "--quiet"));
    branch.ifPresent(name -> argv.add("--branch=" + name));
    argv.addAll(List.of("--", url, clone.toString()));
    git(argv, Path.of("/"), beat);
  }

  private void pull(Heartbeat beat) throws IOException, InterruptedException {
    String ref = branch.map(name -> "refs/heads/" + name).orElse("HEAD");
    git(List.of("git", "fetch", "--quiet", "--", url, ref), clone, beat);
    git(List.of("git", "reset", "--quiet", "--hard", "FETCH_HEAD", "--"), clone, beat);
  }

  private void git(List<String> argv, Path dir, Heartbeat beat)
      throws IOException, InterruptedException {
    Command command = Command.of(argv).in(dir).within(LIMIT).with("GIT_TERMINAL_PROMPT", "0");
    Exit exit = runner.run(command, output, beat);
    if (!exit.ok()) {
      BuildLog log = BuildLog.read(output);
      String said =
          log.first(line -> line.startsWith("fatal: "))
              .or(() -> log.last(line -> !line.isBlank()))
              .orElse("it gave no reason");
      throw new InfrastructureException("git " + argv.get(1) + ": " + exit + ": " + said);
    }
  }
}
