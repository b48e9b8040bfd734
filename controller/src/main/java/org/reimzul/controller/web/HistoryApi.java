package org.reimzul.controller.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;
import org.reimzul.controller.record.HistoryQueries;
import org.reimzul.controller.record.HistoryQueries.Question;
import org.reimzul.controller.record.RecordAwayException;

/**
 * {@code GET /reimzul-api/history}: documents of {@code notify_history}, the original's included,
 * as JSON, one a line, however many there are; the last line is {@code {"end": true, "documents":
 * N}}, and an answer without it was cut off. Parameters, all optional: {@code status}, {@code
 * srpm}, {@code target} (with arch), {@code arch}, {@code latest=true}. Thread-safe.
 */
public final class HistoryApi extends ReadOnly {
  /** Where it is to be mounted. */
  public static final String PREFIX = "/reimzul-api/history";

  private static final List<String> PARAMETERS =
      List.of("status", "srpm", "target", "arch", "latest");
  private static final int LONGEST = 250;

  private final HistoryQueries history;

  /** Reads from this history. */
  public HistoryApi(HistoryQueries history) {
    this.history = history;
  }

  @Override
  void reply(HttpExchange exchange) throws IOException, RecordAwayException, InterruptedException {
    URI uri = exchange.getRequestURI();
    if (!uri.getPath().equals(PREFIX)) {
      throw new IllegalArgumentException("no such question");
    }
    var answer = new Lines(exchange);
    try {
      history.ask(question(uri.getRawQuery()), answer);
      answer.end();
    } catch (RecordAwayException e) {
      if (!answer.begun) { // else the missing last line tells it
        throw e;
      }
    }
  }

  private static Question question(String query) {
    Map<String, String> asked = new TreeMap<>();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      String[] sides = part.split("=", 2);
      if (sides.length != 2 || !PARAMETERS.contains(sides[0]) || sides[1].length() > LONGEST) {
        throw new IllegalArgumentException("the parameters are " + String.join(", ", PARAMETERS));
      }
      asked.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
    return new Question(
        Optional.ofNullable(asked.get("status")),
        Optional.ofNullable(asked.get("srpm")),
        Optional.ofNullable(asked.get("target")),
        Optional.ofNullable(asked.get("arch")),
        "true".equals(asked.get("latest")));
  }

  /** Writes the answer while it comes. */
  private static final class Lines implements HistoryQueries.Listener {
    private final HttpExchange exchange;
    private boolean begun;
    private Writer out;
    private long documents;

    Lines(HttpExchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void begin() throws IOException {
      begun = true;
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
      exchange.sendResponseHeaders(200, head ? -1 : 0);
      out =
          head
              ? Writer.nullWriter()
              : new BufferedWriter(
                  new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8));
    }

    @Override
    public void document(Document document) throws IOException {
      out.write(json(document) + "\n");
      documents++;
    }

    void end() throws IOException {
      out.write("{\"end\": true, \"documents\": " + documents + "}\n");
      out.flush();
    }
  }
}
