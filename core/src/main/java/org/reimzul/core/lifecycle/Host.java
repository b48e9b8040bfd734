package org.reimzul.core.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What machine this is. */
public final class Host {
  private Host() {}

  /** The node name, as {@code uname -n} prints it. */
  public static String name() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "localhost";
    }
  }

  /** The machine's arch as {@code uname -m} prints it, told from the JVM's name for it. */
  public static String machine() {
    String arch = System.getProperty("os.arch", "");
    return switch (arch) {
      case "amd64" -> "x86_64";
      case "arm" -> "armv7l";
      default -> arch;
    };
  }
}
