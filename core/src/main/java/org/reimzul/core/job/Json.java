package org.reimzul.core.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the JSON objects of tubes and files, strictly. Thread-safe. */
public final class Json {
  /** A commit has a job three levels down, and must stay far from what can't be read. */
  private static final int DEEPEST_JOB = 16;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(32).build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Reads one object; anything else is malformed. */
  public static ObjectNode read(byte[] body) throws MalformedMessageException {
    return object(tree(body), body);
  }

  /** Reads an array of objects; anything else is malformed. */
  public static List<ObjectNode> readAll(byte[] body) throws MalformedMessageException {
    JsonNode array = tree(body);
    if (!array.isArray()) {
      throw new MalformedMessageException("not a JSON array: " + Excerpt.of(body));
    }
    List<ObjectNode> all = new ArrayList<>();
    for (JsonNode node : array) {
      all.add(object(node, body));
    }
    return all;
  }

  private static ObjectNode object(JsonNode node, byte[] body) throws MalformedMessageException {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new MalformedMessageException("not a JSON object: " + Excerpt.of(body));
  }

  private static JsonNode tree(byte[] body) throws MalformedMessageException {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new MalformedMessageException(
          "not JSON: " + Excerpt.of(e.getOriginalMessage()) + " in " + Excerpt.of(body));
    } catch (IOException e) {
      throw new MalformedMessageException("not JSON: " + Excerpt.of(e.getMessage()));
    }
  }

  /** Throws when a message that others will carry is nested deeper than they can carry it. */
  static void requireShallow(ObjectNode message) throws MalformedMessageException {
    if (deeper(message, DEEPEST_JOB)) {
      throw new MalformedMessageException("it is nested more than " + DEEPEST_JOB + " deep");
    }
  }

  private static boolean deeper(JsonNode node, int levels) {
    if (!node.isContainerNode()) {
      return false;
    }
    boolean deeper = levels == 0;
    for (JsonNode inner : node) {
      deeper = deeper || deeper(inner, levels - 1);
    }
    return deeper;
  }

  /** Writes an object on one line, in UTF-8. */
  public static byte[] write(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }
}
