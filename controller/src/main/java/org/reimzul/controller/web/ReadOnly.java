package org.reimzul.controller.web;

import com.mongodb.MongoException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Instant;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.http.Replies;

/** Answers GET requests out of the record; nothing can be changed by them. */
abstract class ReadOnly implements HttpHandler {
  private static final JsonWriterSettings PLAIN =
      JsonWriterSettings.builder()
          .outputMode(JsonMode.RELAXED)
          .dateTimeConverter(
              (millis, out) -> out.writeString(Instant.ofEpochMilli(millis).toString()))
          .build();

  /**
   * Answers.
   *
   * @throws IllegalArgumentException for a question that makes no sense; its text is shown
   */
  abstract void reply(HttpExchange exchange)
      throws IOException, RecordAwayException, InterruptedException;

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
      replyOrSayWhyNot(exchange);
    }
  }

  private void replyOrSayWhyNot(HttpExchange exchange) throws IOException {
    try {
      reply(exchange);
    } catch (IllegalArgumentException e) {
      Replies.text(exchange, 400, e.getMessage());
    } catch (RecordAwayException e) {
      Replies.text(exchange, 503, "MongoDB does not answer");
    } catch (MongoException e) {
      Replies.text(exchange, 503, "MongoDB fails: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On one line, times in ISO 8601. */
  static String json(Document document) {
    return document.toJson(PLAIN);
  }
}
