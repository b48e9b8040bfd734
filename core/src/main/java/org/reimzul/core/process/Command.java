package org.reimzul.core.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One program to run, with an argument list and an environment of its own: nothing is inherited by
 * accident but PATH, which defaults to the system's directories. Immutable.
 *
 * @param argv program and arguments, as they reach it
 * @param workDir its current directory
 * @param environment all of its environment
 * @param limit after this long it is stopped
 */
public record Command(
    List<String> argv, Path workDir, Map<String, String> environment, Duration limit) {
  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final String PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";

  /** Takes copies. */
  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** A command in {@code /} with PATH, HOME and a UTF-8 locale, and an hour's limit. */
  public static Command of(List<String> argv) {
    String path = System.getenv().getOrDefault("PATH", PATH);
    String home = System.getProperty("user.home", "/");
    return new Command(
        argv,
        Path.of("/"),
        Map.of("PATH", path, "HOME", home, "LC_ALL", "C.UTF-8"),
        Duration.ofHours(1));
  }

  /** The same from arguments one by one. */
  public static Command of(String... argv) {
    return of(List.of(argv));
  }

  /** The same in this directory. */
  public Command in(Path dir) {
    return new Command(argv, dir, environment, limit);
  }

  /** The same with this limit. */
  public Command within(Duration most) {
    return new Command(argv, workDir, environment, most);
  }

  /** The same without a limit: its heartbeat says when it is enough. */
  public Command unlimited() {
    return within(FOREVER);
  }

  /** The same with one more environment variable. */
  public Command with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Command(argv, workDir, more, limit);
  }

  /** The program's name, for messages. */
  public String program() {
    return Path.of(argv.get(0)).getFileName().toString();
  }
}
