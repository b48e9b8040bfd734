package org.reimzul.cli;

import java.nio.file.Path;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.Version;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reimzul}: the everyday command. */
@Command(
    name = "reimzul",
    description = "Submits builds to the farm, asks about them and steers them.",
    subcommands = {
      SubmitCommand.class,
      StatusCommand.class,
      BuildsCommand.class,
      WhyCommand.class,
      CancelCommand.class,
      RetryCommand.class,
      WithdrawCommand.class,
      WaitRepoCommand.class,
      WorkerCommand.class,
      QueryCommand.class,
      FixBuildCommand.class,
      StatsCommand.class,
      RepogenCommand.class,
      ReindexCommand.class,
      ConfigCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class)
public final class ReimzulMain {
  @Mixin private CommonOptions common;

  ReimzulMain() {}

  /** Exits 0 when done, 1 with a reason, 2 for wrong usage. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Without arguments, a command and each of its subcommands that needs some print their help. */
  static int run(String... args) {
    CommandLine line = Launcher.commandLine(new ReimzulMain());
    CommandLine command = args.length == 1 ? line.getSubcommands().get(args[0]) : null;
    boolean bare = command != null && needsArguments(command);
    return Launcher.run(new ReimzulMain(), true, bare ? new String[] {args[0], "--help"} : args);
  }

  private static boolean needsArguments(CommandLine command) {
    return !command.getSubcommands().isEmpty()
        || !command.getCommandSpec().requiredArgs().isEmpty();
  }

  FarmSettings settings() throws ConfigException {
    return FarmSettings.read(load());
  }

  Settings load() throws ConfigException {
    return common.load();
  }

  Path configFile() {
    return common.configFile();
  }
}
