package org.reimzul.bstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Farm;
import org.reimzul.bstore.lab.OriginalUpload;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Exit;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.Programs;
import org.reimzul.testkit.RsyncServer;

/** The original's way into the repositories, by the module that is shipped for it. */
class OriginalUploadIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir static Path dir;
  private static Farm farm;
  private static RsyncServer server;

  @BeforeAll
  static void start() throws Exception {
    farm = new Farm(dir);
    farm.repogen().launch();
    Await.until(LIMIT, "the first repodata", () -> farm.listed().isEmpty());
    server = RsyncServer.start(dir.resolve("rsyncd"), conf());
  }

  /** The shipped file with the module switched on. */
  private static String conf() throws Exception {
    String user = System.getProperty("user.name");
    String conf =
        Files.readString(Path.of("../config/rsyncd.conf"))
            .replaceAll("(?m)^#(\\[reimzul-bstore\\]|  )", "$1")
            .replace("uid = reimzul", "uid = " + user)
            .replace("gid = reimzul", "gid = " + user)
            .replace("/srv/reimzul/bstore", farm.store().root().toString());
    return user.equals("root")
        ? conf
        : conf.replaceAll("(?m)^[ug]id = .*\n|^use chroot = yes\n", "");
  }

  @AfterAll
  static void stop() {
    server.close();
    farm.repogen().kill(); // an orderly end takes seconds, and another test shows it
    farm.close();
  }

  /** As the original's script calls it. */
  private static Exit rsync(String from, String to) throws Exception {
    List<String> argv = new ArrayList<>(List.of(Programs.require("rsync").toString(), "-a"));
    argv.addAll(List.of("--port=" + server.port(), from, "127.0.0.1::reimzul-bstore/" + to));
    return new ProcessRunner().run(Command.of(argv), dir.resolve("client.log"), Heartbeat.NONE);
  }

  private static void upload(OriginalUpload build) throws Exception {
    Path results = Files.createTempDirectory(dir, "results");
    build.files(results.resolve(build.timestamp() + "/1.0-1." + build.arch()));
    String to = "repo/el9.x86_64/" + build.pkgname() + "/";
    assertThat(rsync(results + "/", to).ok()).isTrue();
  }

  @Test
  void what_an_original_worker_uploads_is_listed_and_success_is_not_said_again() throws Exception {
    OriginalUpload build = OriginalUpload.of("hello");
    upload(build);
    farm.hint(build.event().encode());
    FarmEvent told = farm.events().event(e -> e.build().filter(build.build()::equals).isPresent());
    assertThat(told.kind()).isEqualTo(EventKind.COMMITTED);
    assertThat(farm.listed()).contains("hello/20180202101500/1.0-1.x86_64/hello-1.0-1.noarch.rpm");
    assertThat(farm.fetch("commits/" + build.build())).isNotEmpty();
    assertThat(farm.notifications().all()).isEmpty();
  }

  @Test
  void nothing_but_results_can_be_written_or_removed() throws Exception {
    Path evil = Files.writeString(dir.resolve("evil"), "evil");
    Attempt attempt = Attempt.of("other");
    for (String to :
        List.of(
            "commits/" + attempt.build(),
            "incoming/" + attempt.id() + "/manifest.json",
            "work/x",
            "state/outbox/x",
            "repo/el9.x86_64/repodata/repomd.xml",
            "repo/el9.x86_64/.generations/x",
            "../out")) {
      rsync(evil.toString(), to);
    }
    Path results = Files.createTempDirectory(dir, "results");
    Path result = Files.createDirectories(results.resolve("20180303000000/1.0-1.x86_64"));
    Files.createSymbolicLink(result.resolve("build.log"), Path.of("/etc/passwd"));
    rsync(results + "/", "repo/el9.x86_64/linked/");
    Path link = farm.repository().resolve("linked/20180303000000/1.0-1.x86_64/build.log");
    assertThat(Files.isReadable(link)).isFalse();
    try (Stream<Path> files = Files.walk(farm.store().root())) {
      assertThat(files.filter(Files::isRegularFile))
          .noneMatch(file -> file.toFile().length() == 4 && content(file).equals("evil"));
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void an_upload_that_is_not_there_is_buried_with_the_reason() throws Exception {
    farm.hint(OriginalUpload.of("absent").event().encode());
    FarmEvent told = farm.events().event(e -> e.kind() == EventKind.REJECTED);
    assertThat(told.reason().orElseThrow())
        .contains("repo/el9.x86_64/absent/20180202101500/1.0-1.x86_64 is not a directory");
    Await.until( // it says so first
        Duration.ofSeconds(20),
        "a buried job",
        () -> farm.queue().statsTube(Tubes.CREATEREPO).orElseThrow().currentJobsBuried() == 1);
  }

  @Test
  void an_administrators_request_still_only_makes_the_metadata_again() throws Exception {
    int runs = farm.runs();
    farm.hint("{\"target\": \"el9.x86_64\"}".getBytes(StandardCharsets.UTF_8));
    Await.until(LIMIT, "another generation", () -> farm.runs() > runs);
  }
}
