package org.reimzul.faults.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.testkit.Programs;

/** Runs a small program of the system. */
final class Tool {
  private Tool() {}

  /** Runs it and returns what it printed; fails with what it said unless it ends 0. */
  static String run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of(Programs.require(program).toString()));
    argv.addAll(List.of(arguments));
    return new ProcessRunner().capture(Command.of(argv));
  }
}
