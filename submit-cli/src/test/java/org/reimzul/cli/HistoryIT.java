package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;

/**
 * {@code reimzul query}, {@code fix-build} and {@code stats}: what they print, and when they fail.
 */
class HistoryIT {
  private static final String END = "{\"end\": true, \"documents\": 1}\n";
  private static final String OLD =
      """
      {"_id": {"$oid": "5a0b1c2d3e4f5a6b7c8d9e0f"}, "srpm": "a-1-1.src.rpm", "arch": "armhfp", \
      "status": "%s", "timestamp": "20171121031500", "target": "c7.1708.u.armhfp", \
      "latest_build": true, "builder_fqdn": "b1.example.org"%s}
      """;
  private static final List<String> FIX =
      List.of("fix-build", "-s", "a-1-1.src.rpm", "-t", "c7.1708.u.armhfp", "-a", "armhfp");

  @TempDir static Path dir;
  private static TestFarm farm;
  private static HttpServer controller;
  private static final List<String> asked = new ArrayList<>();
  private static final List<String> answers = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    farm = TestFarm.start(dir);
    controller = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    controller.createContext(
        "/reimzul-api/history",
        exchange -> {
          asked.add(exchange.getRequestURI().getQuery());
          String answer = answers.size() > 1 ? answers.remove(0) : answers.get(0);
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    controller.start();
    String url = "http://127.0.0.1:" + controller.getAddress().getPort() + "/";
    farm.configure(farm.server().url(), url, "");
  }

  @AfterAll
  static void stop() {
    controller.stop(0);
    farm.close();
  }

  @BeforeEach
  void forget() {
    asked.clear();
    answers.clear();
  }

  private static Ran fix(String... more) {
    List<String> words = new ArrayList<>(FIX);
    words.addAll(List.of(more));
    return farm.reimzul(words.toArray(String[]::new));
  }

  @Test
  void prints_the_lines_of_the_original() {
    answers.add(
        OLD.formatted("Failed", "") + "{\"status\": \"Failed\", \"srpm\": \"b.src.rpm\"}\n" + END);

    assertThat(farm.reimzul("query", "-s", "Failed", "-t", "c7.1708.u.armhfp"))
        .isEqualTo(
            new Ran(
                0,
                "a-1-1.src.rpm (arch: armhfp, status: Failed, timestamp: 20171121031500,  builder:"
                    + " b1.example.org)\n"
                    + "b.src.rpm (arch: -, status: Failed, timestamp: -,  builder: -)\n",
                ""));
    assertThat(asked).containsExactly("latest=true&status=Failed&target=c7.1708.u.armhfp");
  }

  @Test
  void prints_overrides_with_their_comments_and_all_that_is_building() {
    answers.add(OLD.formatted("Override", ", \"comment\": \"it is good\"") + END);

    assertThat(farm.reimzul("query", "--status=Override").out())
        .isEqualTo(
            "a-1-1.src.rpm (arch: armhfp, status: Override, timestamp: 20171121031500, target:"
                + " c7.1708.u.armhfp, comment: it is good)\n");
    assertThat(farm.reimzul("query", "-s", "Building", "--json").out())
        .startsWith("{\"_id\":{\"$oid\":\"5a0b1c2d3e4f5a6b7c8d9e0f\"},\"srpm\":\"a-1-1.src.rpm\"")
        .hasLineCount(1);
    assertThat(asked).containsExactly("latest=true&status=Override", "status=Building");
  }

  @Test
  void does_not_take_an_answer_that_breaks_off_for_a_whole_one() {
    answers.add(OLD.formatted("Failed", ""));

    assertThat(farm.reimzul("query", "-s", "Failed"))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .endsWith("/reimzul-api/history: the answer breaks off, and is not complete\n");
  }

  @Test
  void takes_a_repository_for_a_target_and_nothing_else_unless_it_is_told_to() throws Exception {
    answers.add(END);

    assertThat(farm.reimzul("query", "-s", "Failed", "-t", "c9"))
        .returns(2, Ran::exit)
        .returns("", Ran::out)
        .extracting(Ran::err)
        .asString()
        .startsWith("not TARGET.ARCH: \"c9\"\n");
    assertThat(farm.reimzul("query", "-s", "Failed", "-t", "c7.1708.u").exit()).isEqualTo(2);
    assertThat(asked).isEmpty();
    assertThat(farm.reimzul("query", "-s", "Failed", "-t", "c9", "--any-target"))
        .isEqualTo(new Ran(0, "", ""));
    assertThat(asked).containsExactly("latest=true&status=Failed&target=c9");
  }

  @Test
  void knows_no_other_status() {
    assertThat(farm.reimzul("query", "-s", "building"))
        .returns(2, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .contains("'building'", "[Building, Done, Success, Failed, Override]");
  }

  @Test
  void overrides_the_document_that_it_was_told_and_waits_for_it() throws Exception {
    String failed = OLD.formatted("Failed", "") + END;
    answers.addAll(
        List.of(failed, failed, OLD.formatted("Override", ", \"comment\": \"it's good\"") + END));

    assertThat(fix("-c", "it's good")).isEqualTo(new Ran(0, "Updating mongo ...\n", ""));
    List<FarmEvent> events = farm.takeEvents();
    assertThat(events).singleElement().returns(EventKind.OVERRIDE, FarmEvent::kind);
    assertThat(events.get(0).data())
        .isEqualTo(
            Json.read(
                "{\"comment\":\"it's good\",\"document\":{\"$oid\":\"5a0b1c2d3e4f5a6b7c8d9e0f\"}}"
                    .getBytes(StandardCharsets.UTF_8)));
    assertThat(asked)
        .hasSize(3)
        .containsOnly("arch=armhfp&srpm=a-1-1.src.rpm&target=c7.1708.u.armhfp");
  }

  @Test
  void says_when_there_is_nothing_to_override_or_nobody_who_does() throws Exception {
    answers.add(END);
    assertThat(fix("-c", "x"))
        .isEqualTo(
            new Ran(
                1,
                "Updating mongo ...\n",
                "reimzul fix-build: the history has no finished build of a-1-1.src.rpm for armhfp in"
                    + " c7.1708.u.armhfp\n"));
    assertThat(farm.takeEvents()).isEmpty();

    answers.set(0, OLD.formatted("Failed", "") + END);
    assertThat(fix("-c", "x", "--timeout", "1s"))
        .returns(3, Ran::exit)
        .extracting(Ran::err)
        .isEqualTo("reimzul fix-build: not recorded within 1 s; the request stays in the queue\n");
    assertThat(farm.takeEvents()).hasSize(1);
  }

  @Test
  void counts_jobs_and_workers_of_every_tube_but_the_default_one() throws Exception {
    try (Beanstalk worker = farm.connect();
        Beanstalk submitter = farm.connect()) {
      worker.watch(Tubes.CREATEREPO);
      assertThat(farm.reimzul("repogen", "c7.x86_64").exit()).isZero();
      submitter.use(Tubes.TOSIGN);

      assertThat(farm.reimzul("stats"))
          .isEqualTo(
              new Ran(
                  0,
                  """
                  Current job in queue in createrepo: 1
                  Number of connected workers for createrepo: 1
                  Current job in queue in tosign: 0
                  Number of connected workers for tosign: 0
                  """,
                  ""));
      assertThat(farm.reimzul("stats", "--json").out())
          .startsWith(
              "{\"tube\":\"createrepo\",\"ready\":1,\"reserved\":0,\"delayed\":0,\"buried\":0,"
                  + "\"workers\":1}\n");
    }
    assertThat(farm.take("createrepo")).hasSize(1);
  }
}
