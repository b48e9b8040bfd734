package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.http.Replies;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.job.Json;

/** {@code reimzul builds}: how people who have no build id come to one. */
class BuildsIT {
  private static final String BUILDS =
      """
      [{"_id": "01m0sx8azd41ne6abcdef9zzzz", "srpm": "hello-1-1.src.rpm", "target": "c7.x86_64",
        "arch": "x86_64", "state": "PUBLISHED", "transitions": [
          {"state": "QUEUED", "at": "2026-03-04T05:06:07Z"},
          {"state": "PUBLISHED", "at": "2026-03-04T06:06:07Z"}]},
       {"_id": "01m0sx8azd41ne6abcdef9yyyy", "srpm": null, "target": "c7", "arch": "i386",
        "job": {"pkg": "httpd"}, "state": "QUEUED", "transitions": []}]
      """;

  @TempDir Path dir;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private String answer = BUILDS;
  private TestFarm farm;
  private WebServer controller;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    controller =
        new WebServer(
            new InetSocketAddress("127.0.0.1", 0), Map.of("/reimzul-api/builds", this::answer));
    controller.start();
    String url = "http://127.0.0.1:" + controller.port() + "/";
    farm.configure(farm.server().url(), url, "");
  }

  @AfterEach
  void stop() {
    controller.stop();
    farm.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().toString());
      Replies.json(exchange, 200, answer.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void lists_the_newest_builds_of_the_record() {
    Ran ran = farm.reimzul("builds");

    assertThat(
            ran.out()
                .lines()
                .map(line -> line.replaceAll("2026-03-0.? [0-9:]{8}", "TIME"))
                .map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "BUILD STATE SINCE TARGET PACKAGE",
            "01m0sx8azd41ne6abcdef9zzzz PUBLISHED TIME c7.x86_64 hello-1-1.src.rpm",
            "01m0sx8azd41ne6abcdef9yyyy QUEUED - c7.i386 httpd");
    assertThat(ran).returns(0, Ran::exit).returns("", Ran::err);
    assertThat(asked).containsExactly("/reimzul-api/builds?limit=20");
  }

  @Test
  void gives_scripts_each_record_as_it_is() throws Exception {
    Ran ran = farm.reimzul("builds", "--json", "-n", "500");

    assertThat(ran.out()).hasLineCount(2);
    String first = ran.out().lines().findFirst().orElseThrow();
    assertThat(Json.read(first.getBytes(StandardCharsets.UTF_8)).path("state").asText())
        .isEqualTo("PUBLISHED");
    assertThat(asked).containsExactly("/reimzul-api/builds?limit=500");
  }

  @Test
  void says_that_there_are_none_or_that_nobody_can_tell() {
    answer = "[]";
    assertThat(farm.reimzul("builds"))
        .isEqualTo(new Ran(0, "", "reimzul builds: the record has no builds\n"));
    answer = "nothing of the kind";
    assertThat(farm.reimzul("builds").exit()).isEqualTo(1);
    controller.stop();
    assertThat(farm.reimzul("builds").err()).endsWith(" cannot be reached: Connection refused\n");
    assertThat(farm.reimzul("builds", "-n", "501").exit()).isEqualTo(2);
  }
}
