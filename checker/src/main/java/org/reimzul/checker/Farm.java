package org.reimzul.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the farm can be looked at.
 *
 * @param repositories by target, with its arch as on the wire; each URL ends in a slash
 * @param scratch bstore's directory; empty: not looked at
 * @param toSign bstore's directory; empty when the farm doesn't stage
 * @param recipients of mail, by arch; where nobody is named, anybody will do
 */
record Farm(
    String mongodb,
    String database,
    Map<String, URI> repositories,
    Optional<Path> scratch,
    Optional<Path> toSign,
    boolean mail,
    Map<String, List<String>> recipients) {

  static Farm read(JsonNode in) throws IOException {
    Map<String, URI> repositories = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : in.path("repositories").properties()) {
      String url = each.getValue().asText();
      repositories.put(each.getKey(), URI.create(url.endsWith("/") ? url : url + "/"));
    }
    return new Farm(
        Lines.text(in, "mongodb"),
        in.path("database").asText("reimzul"),
        repositories,
        Optional.ofNullable(in.path("scratch").textValue()).map(Path::of),
        Optional.ofNullable(in.path("tosign").textValue()).map(Path::of),
        in.path("mail").asBoolean(false),
        recipients(in.path("recipients")));
  }

  private static Map<String, List<String>> recipients(JsonNode in) {
    Map<String, List<String>> found = new TreeMap<>();
    in.properties().forEach(each -> found.put(each.getKey(), Lines.texts(in, each.getKey())));
    return found;
  }
}
