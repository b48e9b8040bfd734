package org.reimzul.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Exit;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;

/** An empty root into which dnf installs from the published repository, over http. */
final class Installation {
  private final ProcessRunner runner = new ProcessRunner();
  private final Path root;
  private final Path log;
  private final String repositoryUrl;

  Installation(Path dir, String repositoryUrl) throws IOException {
    this.root = Files.createDirectories(dir.resolve("root"));
    this.log = dir.resolve("log/dnf.log");
    this.repositoryUrl = repositoryUrl;
  }

  /** dnf's command line for one package. */
  List<String> commandLine(String name) {
    List<String> argv = new ArrayList<>(asRoot());
    argv.addAll(
        List.of(
            "dnf",
            "--installroot=" + root,
            "--releasever=9",
            "--disableplugin=*",
            "--setopt=reposdir=/dev/null",
            "--repofrompath=reimzul," + repositoryUrl,
            "--setopt=install_weak_deps=False",
            "--nogpgcheck",
            "--assumeyes",
            "install",
            "--",
            name));
    return argv;
  }

  /** Installs it; empty when that worked, otherwise the lines in which dnf says why not. */
  List<String> install(String name) throws IOException, InterruptedException {
    Files.deleteIfExists(log);
    Exit exit =
        runner.run(
            Command.of(commandLine(name)).within(Duration.ofMinutes(5)), log, Heartbeat.NONE);
    if (exit.ok()) {
      return List.of();
    }
    List<String> said = Files.readAllLines(log);
    List<String> why =
        said.stream().map(String::strip).filter(line -> line.contains("nothing provides")).toList();
    return why.isEmpty() ? said.subList(Math.max(0, said.size() - 5), said.size()) : why;
  }

  /** Runs a program of the root, in it; returns what it printed. */
  String run(String program) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(asRoot());
    argv.addAll(List.of("chroot", root.toString(), program));
    return runner.capture(Command.of(argv)).strip();
  }

  /** Who is not root becomes it in a user namespace of the program's own. */
  private static List<String> asRoot() {
    boolean root = System.getProperty("user.name").equals("root");
    return root ? List.of() : List.of("unshare", "--map-root-user", "--");
  }
}
