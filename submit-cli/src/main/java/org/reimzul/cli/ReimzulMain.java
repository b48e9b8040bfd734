package org.reimzul.cli;

import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reimzul}: the everyday command. */
@Command(
    name = "reimzul",
    description = "Submits builds to the farm and asks about them.",
    subcommands = {SubmitCommand.class, StatusCommand.class, RepogenCommand.class},
    versionProvider = Version.class)
@SuppressWarnings("UnusedVariable") // picocli acts on them itself
public final class ReimzulMain {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  private boolean version;

  private ReimzulMain() {}

  /** Exits 0 when done, 1 with a reason, 2 for wrong usage. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return Launcher.run(new ReimzulMain(), true, args);
  }
}
