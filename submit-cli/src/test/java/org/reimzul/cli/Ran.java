package org.reimzul.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.reimzul.core.cli.Launcher;
import picocli.CommandLine;

/** How a command ended, run within this JVM. */
record Ran(int exit, String out, String err) {
  static Ran submit(String... args) {
    return of(new SubmitMain(), args);
  }

  static Ran reimzul(String... args) {
    return of(new ReimzulMain(), args);
  }

  static Ran client(String... args) {
    return of(new ClientMain(), args);
  }

  private static Ran of(Object command, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine line = Launcher.commandLine(command);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Ran(line.execute(args), out.toString(), err.toString());
  }
}
