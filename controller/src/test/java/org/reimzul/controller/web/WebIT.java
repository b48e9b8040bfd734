package org.reimzul.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reimzul.controller.Messages;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;

class WebIT {
  @TempDir static Path dir;
  private static TestFarm farm;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    Path incoming = Files.createDirectories(dir.resolve("incoming"));
    Files.writeString(incoming.resolve("hello-1.0-1.src.rpm"), "the package");
    Files.writeString(incoming.resolve("notes.txt"), "private");
    Path made = Files.createDirectories(incoming.resolve("01m7yxdb41dfhgv3j85q3e94fb"));
    Files.writeString(made.resolve("hello-1.0-1.src.rpm"), "made from git");
    Path other = Files.createDirectories(incoming.resolve("private"));
    Files.writeString(other.resolve("hello-1.0-1.src.rpm"), "private");
    farm = new TestFarm(dir, true).start("");
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + port + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  @Test
  void a_build_is_told_as_json_with_iso_dates() throws Exception {
    String build = BuildId.mint(Instant.now()).value();
    farm.put("notify", Messages.ours("Building", build, "00112233445566aa", ""));
    farm.awaitRecorded();
    var answer = get(farm.httpPort, "/reimzul-api/builds/" + build);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    var json = Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    assertThat(json.path("state").textValue()).isEqualTo("BUILDING");
    assertThat(json.path("version").intValue()).isEqualTo(1);
    assertThat(Instant.parse(json.at("/transitions/0/at").textValue())).isBefore(Instant.now());
    var list = get(farm.httpPort, "/reimzul-api/builds?limit=1");
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body().strip()).isEqualTo("[" + answer.body().strip() + "]");
  }

  @Test
  void a_held_build_says_where_its_job_is_and_how_often_it_was_tried() throws Exception {
    String build = BuildId.mint(Instant.now()).value();
    farm.put("events", event("held", build, "{\"tube\":\"held\",\"queue_id\":7,\"retries\":5}"));
    farm.awaitRecorded();
    var held = json("/reimzul-api/builds/" + build);
    assertThat(held.path("state").textValue()).isEqualTo("HELD");
    assertThat(held.path("reason").textValue()).isEqualTo("because");
    assertThat(held.at("/queue/tube").textValue()).isEqualTo("held");
    assertThat(held.at("/queue/id").intValue()).isEqualTo(7);
    assertThat(held.path("retries").intValue()).isEqualTo(5);
    farm.put(
        "events", event("queued", build, "{\"tube\":\"x86_64\",\"queue_id\":8,\"released\":true}"));
    farm.awaitRecorded();
    farm.put("events", event("waits", build, "{}"));
    farm.awaitRecorded();
    var waiting = json("/reimzul-api/builds/" + build);
    assertThat(waiting.path("state").textValue()).isEqualTo("QUEUED");
    assertThat(waiting.path("retries").intValue()).isZero();
    assertThat(waiting.at("/waiting/reason").textValue()).isEqualTo("because");
    assertThat(Instant.parse(waiting.at("/waiting/at").textValue())).isBefore(Instant.now());
  }

  @Test
  void the_workers_are_told_as_an_array() throws Exception {
    farm.put(
        "events", event("worker", null, "{\"host\":\"b1\",\"name\":\"1\",\"state\":\"drained\"}"));
    farm.awaitRecorded();
    var workers = json("/reimzul-api/workers").path("workers");
    assertThat(workers).hasSize(1);
    assertThat(workers.at("/0/_id").textValue()).isEqualTo("b1/1");
    assertThat(workers.at("/0/state").textValue()).isEqualTo("drained");
    assertThat(Instant.parse(workers.at("/0/seen").textValue())).isBefore(Instant.now());
  }

  private static String event(String kind, String build, String data) {
    String of = build == null ? "" : "\"build_id\":\"" + build + "\",";
    return """
        {"event":"%s","event_id":"%s","at":"%s","by":"worker@b1",%s"reason":"because","data":%s}"""
        .formatted(kind, BuildId.mint(Instant.now()), Instant.now(), of, data);
  }

  private ObjectNode json(String path) throws Exception {
    var answer = get(farm.httpPort, path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "/reimzul-api/builds/0000000000zzzzzzzzzzzzzzzz, 404",
    "/reimzul-api/builds/nonsense, 400",
    "/reimzul-api/builds/%7B$ne%3A1%7D, 400",
    "/reimzul-api/builds?limit=0, 400",
    "/reimzul-api/builds?limit=x, 400",
    "/reimzul-api/buildsandmore, 400",
    "/reimzul-api/workers/b1, 404",
    "/reimzul-incoming/hello-1.0-1.src.rpm, 200",
    "/reimzul-incoming/01m7yxdb41dfhgv3j85q3e94fb/hello-1.0-1.src.rpm, 200",
    "/reimzul-incoming/private/hello-1.0-1.src.rpm, 404",
    "/reimzul-incoming/notes.txt, 404",
    "/reimzul-incoming/../secret, 404",
    "/, 404",
  })
  void each_request_has_its_status(String path, int status) throws Exception {
    assertThat(get(farm.httpPort, path).statusCode()).isEqualTo(status);
  }

  @Test
  void the_listing_shows_source_packages_only() throws Exception {
    assertThat(get(farm.httpPort, "/reimzul-incoming/").body())
        .contains("hello-1.0-1.src.rpm")
        .doesNotContain("notes.txt");
  }

  @Test
  void without_mongodb_builds_are_unavailable_and_packages_are_not(@TempDir Path other)
      throws Exception {
    Files.createDirectories(other.resolve("incoming"));
    Files.writeString(other.resolve("incoming/hello-1.0-1.src.rpm"), "the package");
    try (var without = new TestFarm(other, false).start("")) {
      assertThat(get(without.httpPort, "/reimzul-api/builds").statusCode()).isEqualTo(503);
      assertThat(get(without.httpPort, "/reimzul-api/workers").statusCode()).isEqualTo(503);
      String build = "/reimzul-api/builds/" + BuildId.mint(Instant.now());
      assertThat(get(without.httpPort, build).statusCode()).isEqualTo(503);
      assertThat(get(without.httpPort, "/reimzul-incoming/hello-1.0-1.src.rpm").statusCode())
          .isEqualTo(200);
    }
  }
}
