package org.reimzul.farm;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.Programs;

/** The units as systemd sees them, and the daemons as it runs them. */
class SystemdIT {
  private static final Path DIST = Path.of(System.getProperty("reimzul.dist"));

  /** For the distribution's own unit. */
  private static final String QUEUE =
      """
      BEANSTALKD_LISTEN_ADDR=127.0.0.1
      BEANSTALKD_LISTEN_PORT=11300
      BEANSTALKD_EXTRA=-b /var/lib/beanstalkd -f 0
      """;

  @TempDir private Path directory;

  @Test
  void systemd_finds_no_fault_in_the_units() throws Exception {
    install(directory);
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.require("systemd-analyze").toString(),
                "--root=" + directory,
                "--man=no",
                "--recursive-errors=no",
                "verify"));
    command.addAll(units());
    Process verify =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(verify.waitFor()).as(said).isZero();
    assertThat(said).doesNotContain("reimzul");
  }

  /** As unit names; a template stands for one of its instances. */
  private static List<String> units() throws IOException {
    try (Stream<Path> files = Files.list(DIST.resolve("systemd/system"))) {
      return files
          .map(file -> file.getFileName().toString().replace("@.", "@1."))
          .sorted()
          .toList();
    }
  }

  private static void install(Path root) throws IOException {
    Path units = Files.createDirectories(root.resolve("etc/systemd/system"));
    copyAll(DIST.resolve("systemd/system"), units);
    copyAll(DIST.resolve("bin"), Files.createDirectories(root.resolve("usr/share/reimzul/bin")));
    Path bin = Files.createDirectories(root.resolve("usr/bin"));
    Files.copy(Programs.require("stunnel"), bin.resolve("stunnel"), COPY_ATTRIBUTES);
    copyAll(
        Path.of("/usr/lib/systemd/system"),
        Files.createDirectories(root.resolve("usr/lib/systemd/system")));
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(each -> Files.isRegularFile(each, NOFOLLOW_LINKS)).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  void every_daemon_can_be_restarted_while_a_build_runs() throws Exception {
    try (BootedMachine machine = machine()) {
      machine.copy(DIST, "usr/share/reimzul");
      machine.copy(DIST.resolve("systemd/system"), "usr/local/lib/systemd/system");
      machine.copy(DIST.resolve("systemd/sysusers.d/reimzul.conf"), "etc/sysusers.d/reimzul.conf");
      machine.copy(DIST.resolve("systemd/tmpfiles.d/reimzul.conf"), "etc/tmpfiles.d/reimzul.conf");
      machine.copy(
          DIST.resolve("systemd/tmpfiles.d/reimzul-controller.conf"),
          "etc/tmpfiles.d/reimzul-controller.conf");
      machine.write(
          "etc/rsyncd.conf",
          "port = 11874\n" + Files.readString(DIST.resolve("config/rsyncd.conf")));
      machine.write("etc/default/beanstalkd", QUEUE);
      machine.write("etc/reimzul/reimzul.ini", farm());
      String output = machine.runAtBoot(script(), Duration.ofMinutes(4));
      assertThat(output).contains("the end").doesNotContain("FAILED");
    }
  }

  private BootedMachine machine() throws InterruptedException {
    try {
      return BootedMachine.create(directory);
    } catch (IOException e) {
      return abort("a machine cannot be booted here: " + e.getMessage());
    }
  }

  private static Path script() throws Exception {
    return Path.of(SystemdIT.class.getResource("/systemd/restarts.sh").toURI());
  }

  private static String farm() {
    return """
        [mongodb]
        embedded = /var/lib/reimzul/mongo
        [bstore]
        http_listen = 127.0.0.1:11081
        [worker]
        builder = rpmbuild
        """;
  }
}
