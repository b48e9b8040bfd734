package org.reimzul.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.mongodb.client.MongoCollection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.controller.Messages;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Json;

/** The history, that of the original included, over http, and what a person overrides in it. */
class HistoryIT {
  private static final ObjectId ORIGINAL = new ObjectId("5a0b1c2d3e4f5a6b7c8d9e0f");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir static Path dir;
  private static TestFarm farm;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    farm = new TestFarm(dir, true).start("");
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @BeforeEach
  void fill() throws Exception {
    farm.forget();
    history()
        .insertOne(
            new Document("_id", ORIGINAL)
                .append("srpm", "grub2-2.02-0.65.el7.src.rpm")
                .append("status", "Failed")
                .append("arch", "x86_64")
                .append("target", "c7.1708.u.x86_64")
                .append("timestamp", "20171121031500")
                .append("latest_build", true));
  }

  private static MongoCollection<Document> history() {
    return farm.database().getCollection("notify_history");
  }

  private HttpResponse<String> get(String query) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + farm.httpPort + "/reimzul-api/history" + query);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private List<ObjectNode> documents(String query) throws Exception {
    var lines = get(query).body().lines().toList();
    int last = lines.size() - 1;
    assertThat(lines.get(last)).isEqualTo("{\"end\": true, \"documents\": " + last + "}");
    return lines.subList(0, last).stream().map(HistoryIT::read).toList();
  }

  private static ObjectNode read(String line) {
    try {
      return Json.read(line.getBytes(StandardCharsets.UTF_8));
    } catch (Exception e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void tells_what_the_original_has_written_beside_what_we_write() throws Exception {
    farm.put("notify", Messages.original("Success", "bash-1-1.src.rpm", "20261121031500"));
    farm.awaitRecorded();

    assertThat(documents("")).hasSize(2);
    assertThat(documents("?status=Success&latest=true&arch=armhfp")).hasSize(1);
    assertThat(documents("?target=c7.1708.u.x86_64&srpm=grub2-2.02-0.65.el7.src.rpm"))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.at("/_id/$oid").textValue()).isEqualTo(ORIGINAL.toHexString());
              assertThat(told.path("timestamp").textValue()).isEqualTo("20171121031500");
            });
    assertThat(documents("?status=Override")).isEmpty();
    assertThat(get("").headers().firstValue("Content-Type")).contains("application/x-ndjson");
  }

  @Test
  void tells_more_documents_than_fit_into_one_answer_of_mongodb() throws Exception {
    for (int i = 0; i < 250; i++) {
      history().insertOne(new Document("status", "Building").append("timestamp", "" + i));
    }
    assertThat(documents("?status=Building")).hasSize(250);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?size=1", "?status", "/x", "andmore", "?$where=1"})
  void refuses_a_question_that_makes_no_sense(String question) throws Exception {
    assertThat(get(question.replace("$", "%24")).statusCode()).isEqualTo(400);
  }

  private static void override(JsonNode document, String comment, Instant at) throws Exception {
    farm.put("events", FarmEvent.override(at, "reimzul@h", document, comment).encode());
    farm.awaitRecorded();
  }

  @Test
  void an_end_of_the_original_is_overridden_by_the_newest_word() throws Exception {
    JsonNode id = documents("").get(0).path("_id");
    override(id, "it is good", NOW);
    override(id, "it is good, late", NOW.minusSeconds(1));

    assertThat(documents("?status=Override&latest=true"))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.path("comment").textValue()).isEqualTo("it is good");
              assertThat(told.path("overridden_by").textValue()).isEqualTo("reimzul@h");
              assertThat(told.path("overridden_at").textValue()).isEqualTo(NOW.toString());
            });
    override(id, "it is better", NOW.plusSeconds(1));
    assertThat(documents("?status=Override").get(0).path("comment").textValue())
        .isEqualTo("it is better");
  }

  @Test
  void an_end_of_ours_stays_overridden_when_its_event_comes_again() throws Exception {
    String success = Messages.original("Success", "bash-1-1.src.rpm", "20261121031500");
    farm.put("notify", success);
    farm.awaitRecorded();
    override(documents("?status=Success").get(0).path("_id"), "by hand", NOW);
    farm.put("notify", success);
    farm.awaitRecorded();

    assertThat(documents("?srpm=bash-1-1.src.rpm"))
        .extracting(told -> told.path("status").textValue())
        .containsExactly("Override");
  }

  @Test
  void a_word_about_no_document_changes_nothing() throws Exception {
    override(TextNode.valueOf("nobody"), "x", NOW);
    override(Json.object(), "x", NOW);

    assertThat(documents("?status=Override")).isEmpty();
  }
}
