package org.reimzul.faults.harm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** True unless it has ended, though nobody may have noticed yet. */
  static boolean lives(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return process.isAlive() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends a signal by name; a process that has just ended is none. */
  static void signal(ProcessHandle process, String signal) throws InterruptedException {
    try {
      new ProcessRunner().capture(Command.of("kill", "-" + signal, "--", process.pid() + ""));
    } catch (IOException e) {
      // it has ended
    }
  }
}
