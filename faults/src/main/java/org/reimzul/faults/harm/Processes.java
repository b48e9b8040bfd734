package org.reimzul.faults.harm;

import java.util.List;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** Finds programs that the farm's daemons have started, and signals them. */
final class Processes {
  private Processes() {}

  /** Those whose command line holds this text. */
  static List<ProcessHandle> of(String text) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(text))
        .toList();
  }

  /** Sends a signal by name; a process that has just ended is none. */
  static void signal(ProcessHandle process, String signal) throws InterruptedException {
    try {
      new ProcessRunner().capture(Command.of("kill", "-" + signal, "--", process.pid() + ""));
    } catch (java.io.IOException e) {
      // it has ended
    }
  }
}
