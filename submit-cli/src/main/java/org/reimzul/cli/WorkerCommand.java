package org.reimzul.cli;

import org.reimzul.core.cli.Version;
import org.reimzul.core.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul worker}: looks at workers, and has them pause. */
@Command(
    name = "worker",
    description = "Lists workers, takes them out of service and back.",
    subcommands = {WorkerListCommand.class, DrainCommand.class, ResumeCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class)
final class WorkerCommand implements Runnable {
  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which of list, drain and resume?");
  }

  FarmSettings settings() throws ConfigException {
    return reimzul.settings();
  }
}
