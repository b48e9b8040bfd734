package org.reimzul.controller.web;

import com.mongodb.MongoException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.core.http.Replies;
import org.reimzul.core.job.BuildId;

/**
 * {@code GET /reimzul-api/builds/<id>}: one build's document, and {@code GET
 * /reimzul-api/builds?limit=N}: an array of the newest. Thread-safe.
 */
public final class BuildsApi implements HttpHandler {
  /** Where it is to be mounted. */
  public static final String PREFIX = "/reimzul-api/builds";

  private static final int DEFAULT_LIMIT = 20;
  private static final int MOST = 500;
  private static final Pattern LIMIT = Pattern.compile("limit=([0-9]{1,3})");
  private static final JsonWriterSettings PLAIN =
      JsonWriterSettings.builder()
          .outputMode(JsonMode.RELAXED)
          .dateTimeConverter(
              (millis, out) -> out.writeString(Instant.ofEpochMilli(millis).toString()))
          .build();

  private final BuildQueries record;

  /** Reads from this record. */
  public BuildsApi(BuildQueries record) {
    this.record = record;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        Replies.text(exchange, 405, "only GET and HEAD");
        return;
      }
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      answer(exchange);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
    try {
      if (path.isEmpty() || path.equals("/")) {
        newest(exchange, limit(exchange.getRequestURI().getQuery()));
      } else {
        build(exchange, new BuildId(path.substring(1)));
      }
    } catch (IllegalArgumentException e) {
      Replies.text(exchange, 400, e.getMessage());
    } catch (MongoException e) {
      Replies.text(exchange, 503, "MongoDB fails: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int limit(String query) {
    if (query == null) {
      return DEFAULT_LIMIT;
    }
    Matcher asked = LIMIT.matcher(query);
    if (!asked.matches() || Integer.parseInt(asked.group(1)) < 1) {
      throw new IllegalArgumentException("the query is not limit=N with N from 1 to " + MOST);
    }
    return Math.min(Integer.parseInt(asked.group(1)), MOST);
  }

  private void build(HttpExchange exchange, BuildId id) throws IOException, InterruptedException {
    Optional<Document> found;
    try {
      found = record.document(id);
    } catch (IOException e) {
      unavailable(exchange);
      return;
    }
    if (found.isEmpty()) {
      Replies.text(exchange, 404, "no such build");
    } else {
      json(exchange, found.get().toJson(PLAIN));
    }
  }

  private void newest(HttpExchange exchange, int limit) throws IOException, InterruptedException {
    List<Document> found;
    try {
      found = record.newest(limit);
    } catch (IOException e) {
      unavailable(exchange);
      return;
    }
    json(
        exchange,
        found.stream()
            .map(build -> build.toJson(PLAIN))
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static void unavailable(HttpExchange exchange) throws IOException {
    Replies.text(exchange, 503, "MongoDB does not answer");
  }

  private static void json(HttpExchange exchange, String document) throws IOException {
    Replies.json(exchange, 200, (document + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
