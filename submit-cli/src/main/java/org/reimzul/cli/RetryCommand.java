package org.reimzul.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EndState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul retry BUILD}: releases a held build. */
@Command(
    name = "retry",
    description = "Releases a build that is held: it is tried again from the beginning.",
    versionProvider = Version.class)
final class RetryCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUILD", description = "A build id, as reimzul builds lists it.")
  private String build;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = reimzul.settings();
    BuildId id = Words.build(spec, build);
    Known known = new Fates(settings).ask(id);
    if (known.fate().isPresent()) {
      Fate fate = known.fate().get();
      String then = fate.state() == EndState.FAILED ? "; that is final, submit it again" : "";
      throw new UserException("build " + id + " " + fate.told() + then);
    }
    BuildRecord record = known.record().orElseThrow(() -> new UserException(unrecorded(id, known)));
    if (!record.held()) {
      throw new UserException("build " + id + " is " + record.state() + ", not held");
    }
    String tube = new Release(settings, Clock.systemUTC()).release(id, record).value();
    new Console(spec).print("Released build " + id + " to build queue " + tube);
    return 0;
  }

  private static String unrecorded(BuildId id, Known known) {
    return known
        .controllerAway()
        .map(why -> why + "; without the record nobody can tell whether build " + id + " is held")
        .orElse("the record has no build " + id);
  }
}
