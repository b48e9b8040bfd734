package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.http.Replies;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.Notice;
import org.reimzul.core.queue.Notices;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.TubeName;

/** {@code reimzul worker} and {@code reimzul reindex}. */
class WorkerIT {
  private static final String WORKERS =
      """
      {"workers": [
        {"host": "b1", "name": "1", "state": "up", "reason": null,
         "since": "2026-03-04T05:06:07Z", "seen": "2026-03-04T06:06:07Z"},
        {"host": "b2", "name": "1", "state": "failing", "reason": "rsync: no \\u001b route",
         "since": "2026-03-04T05:06:07Z", "seen": "2026-03-04T06:06:07Z"}]}
      """;

  @TempDir Path dir;
  private TestFarm farm;
  private WebServer controller;
  private Beanstalk queue;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    controller =
        new WebServer(
            new InetSocketAddress("127.0.0.1", 0),
            Map.of("/reimzul-api/workers", WorkerIT::answer));
    controller.start();
    String url = "http://127.0.0.1:" + controller.port() + "/";
    farm.configure(farm.server().url(), url, "");
    queue = farm.connect();
  }

  @AfterEach
  void stop() {
    queue.close();
    controller.stop();
    farm.close();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Replies.json(exchange, 200, WORKERS.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String withoutTimes(String line) {
    return line.replaceAll("2026-03-0[0-9] [0-9:]{8}", "TIME").replaceAll(" +", " ");
  }

  @Test
  void lists_the_workers_of_the_record() {
    Ran ran = farm.reimzul("worker", "list");

    assertThat(ran.out().lines().map(WorkerIT::withoutTimes))
        .containsExactly(
            "WORKER STATE SINCE SEEN REASON",
            "b1@1 up TIME TIME",
            "b2@1 failing TIME TIME rsync: no ? route");
    assertThat(ran).returns(0, Ran::exit).returns("", Ran::err);
  }

  @Test
  void lists_them_as_json_for_scripts() throws Exception {
    String first = farm.reimzul("worker", "list", "--json").out().lines().toList().get(0);

    assertThat(Json.read(first.getBytes(StandardCharsets.UTF_8)).path("state").asText())
        .isEqualTo("up");
  }

  @Test
  void drains_a_host_with_one_notice_that_says_who_and_why() throws Exception {
    assertThat(farm.reimzul("worker", "drain", "b1", "-m", "new disk"))
        .isEqualTo(
            new Ran(
                0,
                "b1 finishes what it has and takes nothing new, until reimzul worker resume\n",
                ""));
    assertThat(farm.reimzul("worker", "drain", "b1").out())
        .startsWith("b1 is to drain already, by reimzul@")
        .endsWith("new disk\n");

    Notice notice = Notices.find(queue, Notices.drain("b1")).orElseThrow();
    assertThat(notice.reason())
        .isEqualTo("drained by " + System.getProperty("user.name") + ": new disk");
    assertThat(queue.statsTube(Notices.drain("b1")).orElseThrow().currentJobsReady()).isOne();
  }

  @Test
  void resumes_what_was_drained_and_says_what_still_is() throws Exception {
    farm.reimzul("worker", "drain", "b1");
    farm.reimzul("worker", "drain", "b1@1");

    assertThat(farm.reimzul("worker", "resume", "b1"))
        .isEqualTo(
            new Ran(0, "b1 takes builds again\n", "reimzul worker resume: still to drain: b1@1\n"));

    assertThat(Notices.find(queue, Notices.drain("b1"))).isEmpty();
    assertThat(Notices.find(queue, Notices.drain("b1", "1"))).isPresent();
    assertThat(farm.reimzul("worker", "resume", "b1").out())
        .isEqualTo("b1 was not to drain: nothing to do\n");
    assertThat(farm.reimzul("worker", "resume", "b1@1"))
        .isEqualTo(new Ran(0, "b1@1 takes builds again\n", ""));
  }

  @Test
  void warns_of_a_worker_that_nobody_has_heard_of() {
    assertThat(farm.reimzul("worker", "drain", "b1@7").err())
        .isEqualTo("reimzul worker drain: the record has heard of no worker b1@7\n");
    assertThat(farm.reimzul("worker", "drain", "b1@../x").exit()).isEqualTo(2);

    controller.stop();
    assertThat(farm.reimzul("worker", "drain", "b2").err())
        .startsWith("reimzul worker drain: whether there is such a worker can't be told: ");
  }

  @Test
  void reindex_asks_bstore_and_the_controller() throws Exception {
    Ran ran = farm.reimzul("reindex");

    assertThat(ran.out()).startsWith("Requested to make the record again:\n");
    assertThat(ran).returns(0, Ran::exit).returns("", Ran::err);
    assertThat(TinyBstore.take(queue)).isInstanceOf(BstoreRequest.Reindex.class);
    queue.use(TubeName.of("reindex"));
    assertThat(Json.read(queue.peekReady().orElseThrow().body()).path("v").asInt()).isOne();
  }
}
