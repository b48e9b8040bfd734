package org.reimzul.cli;

import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.Version;
import org.reimzul.core.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reimzul}: the everyday command. */
@Command(
    name = "reimzul",
    description = "Submits builds to the farm and asks about them.",
    subcommands = {
      SubmitCommand.class,
      StatusCommand.class,
      WhyCommand.class,
      RepogenCommand.class
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

  /** Without arguments, a command and each of its subcommands print their help. */
  static int run(String... args) {
    CommandLine line = Launcher.commandLine(new ReimzulMain());
    boolean bare = args.length == 1 && line.getSubcommands().containsKey(args[0]);
    return Launcher.run(new ReimzulMain(), true, bare ? new String[] {args[0], "--help"} : args);
  }

  FarmSettings settings() throws ConfigException {
    return FarmSettings.read(common.load());
  }
}
