package org.reimzul.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.Grammar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul wait-repo TARGET BUILD}: for scripts that install what was built. */
@Command(
    name = "wait-repo",
    description = "Waits until a repository serves a build, for scripts that install it.",
    versionProvider = Version.class)
final class WaitRepoCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "TARGET", description = "With or without its arch.")
  private String target;

  @Parameters(
      index = "1",
      paramLabel = "BUILD",
      description = "A build id, as reimzul builds lists it.")
  private String build;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = Words.Time.class,
      description = "How long to wait; default ${DEFAULT-VALUE}.")
  private Duration timeout;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = reimzul.settings();
    var console = new Console(spec);
    try {
      var wait =
          new RepositoryWait(
              new Fates(settings), Grammar.target(target), Words.build(spec, build), console);
      Optional<RepositoryWait.Answer> answer = new Patience(timeout).until(wait::ask);
      return answer.map(known -> tell(known, console)).orElseGet(() -> timedOut(console));
    } catch (IllegalArgumentException | RepositoryWait.OtherTargetException e) {
      throw Words.wrong(spec, e.getMessage());
    }
  }

  private static int tell(RepositoryWait.Answer answer, Console console) {
    if (answer.there()) {
      console.print(answer.line());
      return 0;
    }
    console.warn(answer.line());
    return 1;
  }

  private int timedOut(Console console) {
    console.warn(
        String.format(
            "%s does not list build %s after %d s; see reimzul why %s",
            target, build, timeout.toSeconds(), build));
    return Exit.TIMEOUT;
  }
}
