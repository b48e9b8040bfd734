package org.reimzul.bstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Exit;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.testkit.Programs;
import org.reimzul.testkit.RsyncServer;

/** The rsyncd.conf that is shipped, but for path, uid and gid. */
class RsyncModuleIT {
  @TempDir static Path dir;
  private static RsyncServer server;
  private static Path incoming;

  @BeforeAll
  static void start() throws Exception {
    incoming = Files.createDirectories(dir.resolve("incoming"));
    String user = System.getProperty("user.name");
    String conf =
        Files.readString(Path.of("../config/rsyncd.conf"))
            .replace("uid = reimzul", "uid = " + user)
            .replace("gid = reimzul", "gid = " + user)
            .replace("/srv/reimzul/bstore/incoming", incoming.toString());
    if (!user.equals("root")) {
      conf = conf.replaceAll("(?m)^[ug]id = .*\n|^use chroot = yes\n", "");
    }
    server = RsyncServer.start(dir.resolve("rsyncd"), conf);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String url(String path) {
    return "rsync://127.0.0.1:" + server.port() + "/" + path;
  }

  private static Exit rsync(String... args) throws Exception {
    List<String> argv = new ArrayList<>(List.of(Programs.require("rsync").toString()));
    argv.addAll(List.of(args));
    return new ProcessRunner().run(Command.of(argv), dir.resolve("client.log"), Heartbeat.NONE);
  }

  private static Path source() throws Exception {
    Path source = Files.createTempDirectory(dir, "result");
    Attempt.of("hello").failed().files(source);
    return source;
  }

  @Test
  void a_first_upload_makes_its_directory() throws Exception {
    String attempt = Attempt.of("hello").id().toString();
    Path source = source();
    Files.setPosixFilePermissions(
        source.resolve("build.log"), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(rsync("-rt", source + "/", url("reimzul-incoming/" + attempt + "/")).ok()).isTrue();
    Path log = incoming.resolve(attempt).resolve("build.log");
    assertThat(log).hasSameBinaryContentAs(source.resolve("build.log"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void nothing_can_be_read_back_or_listed() throws Exception {
    rsync("-rt", source() + "/", url("reimzul-incoming/known/"));
    Path back = Files.createDirectory(dir.resolve("back"));
    assertThat(rsync("-rt", url("reimzul-incoming/known/"), back + "/").ok()).isFalse();
    assertThat(rsync("-t", url("reimzul-incoming/known/build.log"), back + "/").ok()).isFalse();
    assertThat(back).isEmptyDirectory();
    assertThat(rsync("--list-only", url("reimzul-incoming/")).ok()).isFalse();
    Path log = dir.resolve("client.log");
    Files.delete(log);
    assertThat(rsync(url("")).ok()).isTrue();
    assertThat(log).content().doesNotContain("reimzul-incoming");
  }

  @Test
  void nothing_can_be_deleted() throws Exception {
    rsync("-rt", source() + "/", url("reimzul-incoming/kept/"));
    Path empty = Files.createDirectory(dir.resolve("empty"));
    for (String option : List.of("--delete", "--delete-excluded")) {
      assertThat(rsync("-rt", option, empty + "/", url("reimzul-incoming/kept/")).ok()).isFalse();
    }
    assertThat(incoming.resolve("kept/build.log")).exists();
  }

  @Test
  void links_owners_and_fifos_are_refused_and_no_path_leads_out() throws Exception {
    Path source = source();
    Path fifo = source.resolve("fifo");
    new ProcessRunner().capture(Command.of(Programs.require("mkfifo").toString(), fifo.toString()));
    for (String option : List.of("-l", "-H", "-p", "-D", "--inplace")) {
      String target = url("reimzul-incoming/refused/");
      assertThat(rsync("-rt", option, source + "/", target).ok()).as(option).isFalse();
    }
    assertThat(incoming.resolve("refused")).doesNotExist();
    rsync("-rt", source + "/", url("reimzul-incoming/../out/"));
    assertThat(dir.resolve("out")).doesNotExist();
  }
}
