package org.reimzul.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EndState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul cancel BUILD}: takes a build out of the queue, or stops it. */
@Command(
    name = "cancel",
    description = "Calls a build off: takes it out of the queue, or stops it.",
    versionProvider = Version.class)
final class CancelCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUILD", description = "A build id, as reimzul builds lists it.")
  private String build;

  @Option(
      names = {"-m", "--reason"},
      paramLabel = "REASON",
      description = "Why, for those who ask about the build.")
  private String reason;

  @Option(names = "--no-wait", description = "Ask for it, and don't wait for the outcome.")
  private boolean leave;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = Words.Time.class,
      description = "How long to wait for the outcome; default ${DEFAULT-VALUE}.")
  private Duration timeout;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = reimzul.settings();
    var console = new Console(spec);
    BuildId id = Words.build(spec, build);
    var fates = new Fates(settings);
    Known known = fates.ask(id);
    if (known.fate().isPresent()) {
      return ended(id, known.fate().get(), "is canceled already", console);
    }
    requireOurs(id, known);
    var cancellation = new Cancellation(settings, Clock.systemUTC());
    if (!cancellation.request(id, known, Asker.did("canceled", reason))) {
      console.warn(
          "the record can't tell what build "
              + id
              + " is ("
              + known.trouble()
              + "): it ends when a worker has it and sees the notice, not before");
    }
    if (leave) {
      console.print("Requested to cancel build " + id);
      return 0;
    }
    return await(id, known, fates, cancellation, console);
  }

  private static void requireOurs(BuildId id, Known known) throws UserException {
    if (known.record().filter(BuildRecord::atOriginalWorker).isPresent()) {
      throw new UserException(
          "build "
              + id
              + " is with an original worker, which can't be told to stop: it goes on to its end");
    }
  }

  private int await(
      BuildId id, Known before, Fates fates, Cancellation cancellation, Console console)
      throws Exception {
    Optional<Fate> fate = new Patience(timeout).until(() -> fates.ask(id).fate());
    if (fate.isEmpty()) {
      String trouble = fates.ask(id).trouble();
      console.warn(
          String.format(
              "build %s has not ended within %d s%s; the request stays, see reimzul why %s",
              id, timeout.toSeconds(), trouble.isEmpty() ? "" : " (" + trouble + ")", id));
      return Exit.TIMEOUT;
    }
    if (fate.get().state() != EndState.CANCELED) {
      cancellation.takeBack(id);
    }
    String stops =
        before
            .record()
            .flatMap(BuildRecord::worker)
            .map(host -> "; the worker on " + host + " stops it within seconds")
            .orElse("");
    return ended(id, fate.get(), "is canceled" + stops, console);
  }

  private static int ended(BuildId id, Fate fate, String canceled, Console console)
      throws UserException {
    if (fate.state() != EndState.CANCELED) {
      throw new UserException("too late: build " + id + " " + fate.told());
    }
    console.print("Build " + id + " " + canceled);
    return 0;
  }
}
