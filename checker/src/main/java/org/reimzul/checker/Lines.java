package org.reimzul.checker;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files with one JSON object a line. */
final class Lines {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Lines() {}

  /** All objects; none if there is no such file. */
  static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return found;
    }
    for (String line : lines) {
      if (!line.isBlank()) {
        found.add(object(line, file));
      }
    }
    return found;
  }

  /** The one object of a file. */
  static JsonNode one(Path file) throws IOException {
    return object(Files.readString(file), file);
  }

  private static JsonNode object(String text, Path file) throws IOException {
    JsonNode read = JSON.readTree(text);
    if (!read.isObject()) {
      throw new IOException(file + " has a line that is not an object: " + text);
    }
    return read;
  }

  /** A key that must be there. */
  static String text(JsonNode in, String key) throws IOException {
    JsonNode value = in.path(key);
    if (!value.isTextual()) {
      throw new IOException(key + " is not a text in " + in);
    }
    return value.textValue();
  }

  /** The texts of a list that may be missing. */
  static List<String> texts(JsonNode in, String key) {
    List<String> found = new ArrayList<>();
    in.path(key).forEach(each -> found.add(each.asText()));
    return found;
  }
}
