package org.reimzul.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.cli.UserException;
import org.reimzul.testkit.Programs;

/**
 * Starts this program again in namespaces of its own (processes, mounts, network): nothing that a
 * run breaks is the machine's, and nothing of it outlives the run, however it ends.
 */
final class Sandbox {
  /** The first process of a namespace inherits orphans and has to bury them; bash does. */
  private static final String INIT =
      """
      mkdir -p /run/netns && mount -t tmpfs netns /run/netns || exit 125
      "$@"
      exit $?
      """;

  private static final String LOG =
      "-Dlogback.configurationFile=org/reimzul/faults/logback-faults.xml";

  private Sandbox() {}

  /** Runs it with {@code --inside}; returns its exit code. */
  static int run(String... args) throws IOException, InterruptedException, UserException {
    List<String> inside = new ArrayList<>(List.of("--inside"));
    inside.addAll(List.of(args));
    return new ProcessBuilder(command(Faults.class, inside)).inheritIO().start().waitFor();
  }

  /** What starts a main class there. */
  static List<String> command(Class<?> main, List<String> args) throws UserException {
    if (!System.getProperty("user.name").equals("root")) {
      throw new UserException("needs to be root, for namespaces and small disks of its own");
    }
    List<String> argv = new ArrayList<>();
    argv.add(Programs.require("unshare").toString());
    argv.addAll(List.of("--net", "--mount", "--uts", "--ipc", "--pid"));
    argv.addAll(List.of("--fork", "--kill-child", "--mount-proc"));
    argv.addAll(List.of(Programs.require("bash").toString(), "-c", INIT, "faults"));
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    argv.addAll(List.of("-XX:-UsePerfData", LOG, "-cp", System.getProperty("java.class.path")));
    argv.add(main.getName());
    argv.addAll(args);
    return argv;
  }
}
