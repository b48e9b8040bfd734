package org.reimzul.faults.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/** What the controller answers about builds, as anybody can ask it. Thread-safe. */
public final class Answers {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Set<String> ENDS =
      Set.of("PUBLISHED", "SIGNED", "FAILED", "SKIPPED", "CANCELED", "WITHDRAWN");
  private static final Set<String> PUBLISHED = Set.of("PUBLISHED", "SIGNED", "WITHDRAWN");

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI builds;

  /** {@code controller} ends in a slash. */
  public Answers(URI controller) {
    this.builds = controller.resolve("reimzul-api/builds/");
  }

  /** True if the record knows that this build has ended; {@code withdrawn}: in this way. */
  public boolean ended(String build, boolean withdrawn) throws InterruptedException {
    JsonNode known = ask(build);
    String state = known.path("state").asText();
    boolean untold = known.path("result").isNull();
    return withdrawn ? state.equals("WITHDRAWN") && !untold : ENDS.contains(state);
  }

  /** True if the record knows that it was published, whatever came then. */
  public boolean published(String build) throws InterruptedException {
    return PUBLISHED.contains(ask(build).path("state").asText());
  }

  /** True unless the record knows it as published and not as collected for signing. */
  public boolean collected(String build) throws InterruptedException {
    JsonNode known = ask(build);
    boolean published = known.path("state").asText().equals("PUBLISHED");
    return !published || known.path("scratch").asBoolean() || known.hasNonNull("staged_at");
  }

  /** Null while it doesn't answer, or doesn't know. */
  private JsonNode ask(String build) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(builds.resolve(build)).timeout(PATIENCE).build();
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == 200 ? Json.read(answer.body()) : Json.object();
    } catch (IOException | MalformedMessageException e) {
      return Json.object();
    }
  }
}
