package org.reimzul.faults.harm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** Finds processes of the farm, and signals them. */
final class Processes {
  private static final Path PROC = Path.of("/proc");
  private static final int STOPPING_MILLIS = 200;

  private Processes() {}

  /** The living whose command line holds this text; one that has ended has none any more. */
  static List<ProcessHandle> of(String text) {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : all) {
        if (read(process.resolve("cmdline")).replace('\0', ' ').contains(text)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw new IllegalStateException("/proc can't be read", e);
    }
    return found;
  }

  /** True unless it has ended, though nobody may have noticed yet. */
  static boolean lives(ProcessHandle process) {
    char state = state(process);
    return state != 'Z' && state != 'X';
  }

  /** Sends a signal by name to all of these that are there. */
  static void signal(List<ProcessHandle> processes, String signal) throws InterruptedException {
    List<String> argv = new ArrayList<>(List.of("kill", "-" + signal, "--"));
    processes.stream()
        .filter(ProcessHandle::isAlive)
        .forEach(process -> argv.add(Long.toString(process.pid())));
    try {
      if (argv.size() > 3) {
        new ProcessRunner().capture(Command.of(argv));
      }
    } catch (IOException e) {
      // one has ended; whoever needs to know looks
    }
  }

  /** After SIGSTOP: true once it stands still; false if it has ended instead. */
  static boolean awaitStopped(ProcessHandle process) throws InterruptedException {
    for (int i = 0; i < STOPPING_MILLIS && lives(process); i++) {
      if (state(process) == 'T') {
        return true;
      }
      Thread.sleep(1);
    }
    return false;
  }

  /** The letter after the name in parentheses; X for one that is gone. */
  private static char state(ProcessHandle process) {
    String stat = read(PROC.resolve(process.pid() + "/stat"));
    return process.isAlive() && !stat.isEmpty() ? stat.charAt(stat.lastIndexOf(')') + 2) : 'X';
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
