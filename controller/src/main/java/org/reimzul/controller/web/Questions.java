package org.reimzul.controller.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.http.Replies;

/** Questions whose answer is one JSON document. */
abstract class Questions extends ReadOnly {
  /**
   * The answer as JSON; empty for what there isn't.
   *
   * @throws IllegalArgumentException for a question that makes no sense; its text is shown
   */
  abstract Optional<String> answer(URI question) throws RecordAwayException, InterruptedException;

  @Override
  final void reply(HttpExchange exchange)
      throws IOException, RecordAwayException, InterruptedException {
    Optional<String> answer = answer(exchange.getRequestURI());
    if (answer.isEmpty()) {
      Replies.text(exchange, 404, "no such thing in the record");
    } else {
      Replies.json(exchange, 200, (answer.get() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  static String json(List<Document> documents) {
    return documents.stream().map(ReadOnly::json).collect(Collectors.joining(",", "[", "]"));
  }
}
