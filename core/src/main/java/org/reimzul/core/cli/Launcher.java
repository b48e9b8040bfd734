package org.reimzul.core.cli;

import org.reimzul.core.config.ConfigException;
import picocli.CommandLine;

/** Runs a picocli command the way every launcher does. */
public final class Launcher {
  private Launcher() {}

  /**
   * The exit code: 0, 1 with a one-line reason on stderr for what the user can mend, 2 for wrong
   * usage. Without arguments a command that {@code needsArguments} prints its help.
   */
  public static int run(Object command, boolean needsArguments, String... args) {
    CommandLine line = commandLine(command);
    if (needsArguments && args.length == 0) {
      line.usage(System.out);
      return 0;
    }
    return line.execute(args);
  }

  /** The command with our handling of errors. */
  public static CommandLine commandLine(Object command) {
    var line = new CommandLine(command);
    line.setExpandAtFiles(false); // a word that begins with @ is a word, not a file of words
    line.setExecutionExceptionHandler(
        (error, failed, parsed) -> {
          String name = failed.getCommandSpec().qualifiedName();
          if (error instanceof UserException || error instanceof ConfigException) {
            failed.getErr().println(name + ": " + error.getMessage());
          } else {
            failed.getErr().println(name + ": " + error);
            error.printStackTrace(failed.getErr());
          }
          return 1;
        });
    return line;
  }
}
