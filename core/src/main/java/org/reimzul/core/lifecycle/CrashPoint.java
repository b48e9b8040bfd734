package org.reimzul.core.lifecycle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Named places between two effects, where a test of recovery has the process killed. Does nothing
 * unless the system property {@value #PROPERTY} names a directory; a file {@code arm/<name>} there
 * is then taken away, the name is added to {@code visited}, and the process halts as by {@code kill
 * -9}. Thread-safe.
 */
public final class CrashPoint {
  /** Names the directory. */
  public static final String PROPERTY = "reimzul.crash_points";

  private static final String DIRECTORY = System.getProperty(PROPERTY);

  private CrashPoint() {}

  /**
   * The process has come to this point.
   *
   * @param name {@code role.place.moment} in lower case, a literal, once in all sources
   */
  public static void reach(String name) {
    if (DIRECTORY != null) {
      haltIfArmed(Path.of(DIRECTORY), name);
    }
  }

  private static void haltIfArmed(Path directory, String name) {
    try {
      Files.delete(directory.resolve("arm").resolve(name));
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new IllegalStateException("crash point " + name + " cannot be taken", e);
    }
    try {
      Files.writeString(
          directory.resolve("visited"),
          name + "\n",
          StandardCharsets.US_ASCII,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException("crash point " + name + " cannot be noted", e);
    }
    Runtime.getRuntime().halt(137);
  }
}
