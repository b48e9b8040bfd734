package org.reimzul.farm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.reimzul.testkit.Programs;
import org.reimzul.testkit.ServerProcess;

/** A copy of this machine, changed at will and booted with a systemd of its own. Needs root. */
final class BootedMachine implements AutoCloseable {
  private final Path base;

  private BootedMachine(Path base) {
    this.base = base;
  }

  /**
   * Lays it over this machine's files.
   *
   * @throws IOException when mounting is not allowed here
   */
  static BootedMachine create(Path base) throws IOException, InterruptedException {
    run("mount", "-t", "tmpfs", "tmpfs", base.toString());
    var machine = new BootedMachine(base);
    for (String directory : List.of("upper", "work", "root")) {
      Files.createDirectory(base.resolve(directory));
    }
    String layers = "lowerdir=/,upperdir=%1$s/upper,workdir=%1$s/work".formatted(base);
    try {
      run("mount", "-t", "overlay", "overlay", "-o", layers, machine.root().toString());
    } catch (IOException e) {
      machine.close();
      throw e;
    }
    Files.writeString(machine.root().resolve("etc/machine-id"), "");
    return machine;
  }

  /** Its file system. */
  Path root() {
    return base.resolve("root");
  }

  /** Writes a file in it. */
  void write(String path, String text) throws IOException {
    Path file = root().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Copies a file or directory of this machine into it. */
  void copy(Path from, String to) throws IOException, InterruptedException {
    Path target = root().resolve(to);
    Files.createDirectories(target.getParent());
    run("cp", "-r", "--", from.toString(), target.toString());
  }

  /** Boots it, with a service that runs this script and then switches it off; its output. */
  String runAtBoot(Path script, Duration limit) throws IOException, InterruptedException {
    copy(script, "root/script");
    write(
        "etc/systemd/system/script.service",
        """
        [Unit]
        After=multi-user.target
        [Service]
        Type=oneshot
        TimeoutStartSec=infinity
        ExecStart=/bin/bash /root/script
        StandardOutput=file:/root/output
        StandardError=inherit
        ExecStopPost=/bin/systemctl poweroff --force
        """);
    write("etc/systemd/system/multi-user.target.d/script.conf", "[Unit]\nWants=script.service\n");
    List<String> boot =
        List.of(
            Programs.require("systemd-nspawn").toString(),
            "--quiet",
            "--register=no",
            "--keep-unit",
            "--private-network",
            "--directory=" + root(),
            "--boot",
            "systemd.unit=multi-user.target");
    Path log = base.resolve("boot.log");
    try (ServerProcess machine = ServerProcess.start("systemd-nspawn", log, Map.of(), boot)) {
      machine.awaitExit(limit);
    }
    Path output = root().resolve("root/output");
    return Files.exists(output) ? Files.readString(output) : Files.readString(log);
  }

  @Override
  public void close() throws IOException {
    for (Path mounted : List.of(root(), base)) {
      try {
        run("umount", "--lazy", mounted.toString());
      } catch (IOException e) {
        // it was never mounted
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    List<String> argv =
        Stream.concat(
                Stream.of(Programs.require(command[0]).toString()), Stream.of(command).skip(1))
            .toList();
    var process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
  }
}
