package org.reimzul.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/** Asks the controller what the record holds of a build. */
final class StatusApi {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI controller;

  /** {@code controller} ends in a slash. */
  StatusApi(URI controller) {
    this.controller = controller;
  }

  /** The record of a build, or empty when it is not known (yet). */
  Optional<ObjectNode> build(BuildId id) throws IOException, InterruptedException {
    URI uri = controller.resolve("reimzul-api/builds/" + id);
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    if (answer.statusCode() != 200) {
      throw new IOException(uri + " answers " + answer.statusCode());
    }
    try {
      return Optional.of(Json.read(answer.body()));
    } catch (MalformedMessageException e) {
      throw new IOException(uri + ": " + e.getMessage(), e);
    }
  }
}
