package org.reimzul.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the programs that tests and the demo start. */
public final class Programs {
  private Programs() {}

  /**
   * The program's path.
   *
   * @param name its bare name, as {@code beanstalkd}
   * @throws IllegalStateException when it is not installed; the message names it and says what
   *     installs it
   */
  public static Path require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the program '" + name + "' is not installed; './dev test' installs it"));
  }

  /** The program's path on PATH or in the system's own directories, or empty. */
  public static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator)),
            Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin"))
        .filter(dir -> !dir.isEmpty())
        .map(dir -> Path.of(dir, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
