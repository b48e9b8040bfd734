package org.reimzul.controller.web;

import com.mongodb.MongoException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.http.Replies;

/** Answers GET requests with JSON out of the record; nothing can be changed by them. */
abstract class Questions implements HttpHandler {
  private static final JsonWriterSettings PLAIN =
      JsonWriterSettings.builder()
          .outputMode(JsonMode.RELAXED)
          .dateTimeConverter(
              (millis, out) -> out.writeString(Instant.ofEpochMilli(millis).toString()))
          .build();

  /**
   * The answer as JSON; empty for what there isn't.
   *
   * @throws IllegalArgumentException for a question that makes no sense; its text is shown
   */
  abstract Optional<String> answer(URI question) throws RecordAwayException, InterruptedException;

  @Override
  public final void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        Replies.text(exchange, 405, "only GET and HEAD");
        return;
      }
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      reply(exchange);
    }
  }

  private void reply(HttpExchange exchange) throws IOException {
    Optional<String> answer;
    try {
      answer = answer(exchange.getRequestURI());
    } catch (IllegalArgumentException e) {
      Replies.text(exchange, 400, e.getMessage());
      return;
    } catch (RecordAwayException e) {
      Replies.text(exchange, 503, "MongoDB does not answer");
      return;
    } catch (MongoException e) {
      Replies.text(exchange, 503, "MongoDB fails: " + e.getMessage());
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (answer.isEmpty()) {
      Replies.text(exchange, 404, "no such thing in the record");
    } else {
      Replies.json(exchange, 200, (answer.get() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  static String json(Document document) {
    return document.toJson(PLAIN);
  }

  static String json(List<Document> documents) {
    return documents.stream().map(Questions::json).collect(Collectors.joining(",", "[", "]"));
  }
}
