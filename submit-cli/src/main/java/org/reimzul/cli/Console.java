package org.reimzul.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Results on standard output, everything else on standard error behind the command's name. */
final class Console {
  private final String name;
  private final PrintWriter out;
  private final PrintWriter err;

  Console(CommandSpec command) {
    this.name = command.qualifiedName();
    this.out = command.commandLine().getOut();
    this.err = command.commandLine().getErr();
  }

  /** A result. */
  void print(String line) {
    out.print(line + "\n");
    out.flush();
  }

  /** What the person should know besides. */
  void warn(String line) {
    err.print(name + ": " + line + "\n");
    err.flush();
  }
}
