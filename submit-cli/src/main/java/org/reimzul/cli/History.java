package org.reimzul.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/** The farm's history, as the controller tells it; what the original wrote is part of it. */
final class History {
  private final URI base;

  /** {@code controller} ends in a slash. */
  History(URI controller) {
    this.base = controller.resolve("reimzul-api/history");
  }

  /** The documents of a source package for an arch and a repository, {@code TARGET.ARCH}. */
  List<JsonNode> of(String srpm, String arch, String repository) throws UserException {
    List<JsonNode> documents = new ArrayList<>();
    ask(Map.of("srpm", srpm, "arch", arch, "target", repository), documents::add);
    return documents;
  }

  /**
   * Every document that has these values, one at a time, so that a long history needs no memory.
   *
   * @throws UserException also when the answer breaks off, after some documents
   */
  void ask(Map<String, String> values, Consumer<JsonNode> listener) throws UserException {
    try (InputStream answer = open(values)) {
      var lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
      boolean complete = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ObjectNode document = Json.read(line.getBytes(StandardCharsets.UTF_8));
        complete = document.path("end").asBoolean();
        if (!complete) {
          listener.accept(document);
        }
      }
      if (!complete) {
        throw new UserException(base + ": the answer breaks off, and is not complete");
      }
    } catch (IOException e) {
      throw new UserException(Reason.of(e));
    } catch (MalformedMessageException e) {
      throw new UserException(base + ": " + e.getMessage());
    }
  }

  private InputStream open(Map<String, String> values) throws IOException, UserException {
    String query =
        new TreeMap<>(values)
            .entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    return Http.open(URI.create(base + query))
        .orElseThrow(() -> new UserException(base + " is not there: an older controller?"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** A value as it is printed; a document of long ago may lack any. */
  static String shown(JsonNode document, String key) {
    JsonNode value = document.path(key);
    return value.isMissingNode() || value.isNull() ? "-" : value.asText();
  }
}
