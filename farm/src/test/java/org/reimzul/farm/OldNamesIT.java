package org.reimzul.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.ServerProcess;

/**
 * The original's commands by their names, through a link as in /srv/reimzul/code, against a
 * controller whose history the original has begun.
 */
class OldNamesIT {
  private static final Path DIST = Path.of(System.getProperty("reimzul.dist"));
  private static final String OLD = "bash-4.2-1.el7.src.rpm";

  @TempDir static Path dir;
  private static Path code;
  private static BeanstalkServer queue;
  private static ServerProcess controller;

  @BeforeAll
  static void start() throws Exception {
    code = Files.createSymbolicLink(dir.resolve("code"), DIST.resolve("code").toAbsolutePath());
    queue = BeanstalkServer.start(dir.resolve("queue"));
    int mongo = FreePort.next();
    int http = FreePort.next();
    Path ini =
        Files.writeString(
            dir.resolve("reimzul.ini"),
            """
            [DEFAULT]
            dir = %s
            http = 127.0.0.1:%d
            [beanstalkd]
            url = %s
            [mongodb]
            embedded = %%(dir)s/mongo
            listen = 127.0.0.1:%d
            [controller]
            incoming: %%(dir)s
            http_listen: %%(http)s
            url: http://%%(HTTP)s/
            hots = nonsense
            [logs]
            logfile = %%(dir)s/reimzul.log ; as ever
            """
                .formatted(dir, http, queue.url(), mongo));
    controller =
        ServerProcess.start(
                "controller",
                dir.resolve("controller.log"),
                Map.of(),
                List.of(
                    DIST.resolve("bin/reimzul-controller").toString(), "--config", ini.toString()))
            .awaitPort(http);
    recordAsTheOriginalDoes("mongodb://127.0.0.1:" + mongo);
  }

  private static void recordAsTheOriginalDoes(String uri) {
    try (MongoClient client = MongoClients.create(uri)) {
      client
          .getDatabase("reimzul")
          .getCollection("notify_history")
          .insertOne(
              new Document("srpm", OLD)
                  .append("arch", "armhfp")
                  .append("target", "c7.1708.u.armhfp")
                  .append("status", "Failed")
                  .append("timestamp", "20171121031500")
                  .append("latest_build", true));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    Files.delete(code); // leads out of what the test may remove
    controller.close();
    queue.close();
  }

  private record Ran(int exit, String out) {}

  private static Ran run(String script, String... args) throws Exception {
    List<String> argv = new ArrayList<>(List.of(code.resolve(script).toString()));
    argv.addAll(List.of(args));
    File out = dir.resolve("out").toFile();
    var builder = new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(out);
    builder.environment().put("REIMZUL_CONFIG", dir.resolve("reimzul.ini").toString());
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), Files.readString(out.toPath()));
  }

  @Test
  void a_failed_build_of_the_original_is_found_and_overridden() throws Exception {
    String line = OLD + " (arch: armhfp, status: %s, timestamp: 20171121031500, %s)\n";
    assertThat(run("reimzul_query", "-s", "Failed", "-t", "c7.1708.u.armhfp"))
        .isEqualTo(new Ran(0, line.formatted("Failed", " builder: -")));

    assertThat(
            run(
                "reimzul_fix_build",
                "-s" + OLD,
                "-tc7.1708.u.armhfp",
                "-aarmhfp",
                "-c",
                "built against devtoolset-7-llvm"))
        .isEqualTo(new Ran(0, "Updating mongo ...\n"));

    assertThat(run("reimzul_query", "-s", "Failed")).isEqualTo(new Ran(0, ""));
    assertThat(run("reimzul_query", "-s", "Override"))
        .isEqualTo(
            new Ran(
                0,
                line.formatted(
                    "Override",
                    "target: c7.1708.u.armhfp, comment: built against devtoolset-7-llvm")));
  }

  @Test
  void a_repository_is_asked_for_without_a_word_and_seen_in_the_queue() throws Exception {
    assertThat(run("submit_repogen.py", "c7.1708.u.armhfp")).isEqualTo(new Ran(0, ""));
    assertThat(run("submit_repogen.py", "c7.1708.u.vax").exit()).isEqualTo(1);
    assertThat(run("stats.py"))
        .returns(0, Ran::exit)
        .extracting(Ran::out)
        .asString()
        .contains(
            "Current job in queue in createrepo: 1\nNumber of connected workers for createrepo: 0\n",
            "Number of connected workers for notify: 1\n")
        .doesNotContain("default");
  }

  @Test
  void without_arguments_there_is_help() throws Exception {
    var commands =
        Map.of(
            "reimzul_submit.py", "reimzul-submit",
            "reimzul_client", "reimzul-client",
            "reimzul_query", "reimzul query",
            "reimzul_fix_build", "reimzul fix-build",
            "submit_repogen.py", "reimzul repogen");
    for (var each : commands.entrySet()) {
      assertThat(run(each.getKey()))
          .returns(0, Ran::exit)
          .extracting(Ran::out)
          .asString()
          .startsWith("Usage: " + each.getValue() + " ");
    }
  }

  /** The daemon's log has the one warning of the key that means nothing. */
  @Test
  void the_controller_says_that_a_key_means_nothing() {
    Await.until(
        Duration.ofSeconds(10),
        "the warning",
        () -> controller.logText().contains("reimzul.ini:13: [controller] hots: unknown key"));
  }
}
