package org.reimzul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person sees our output at once. */
final class Terminal {
  private Terminal() {}

  /** True when standard output is a terminal that can be redrawn. */
  static boolean onStandardOutput() {
    try {
      // System.console() asks about standard input too, and from Java 22 on it is never null
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return device.matches("/dev/(pts/|tty|console).*")
          && !System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
    } catch (IOException e) {
      return false;
    }
  }
}
