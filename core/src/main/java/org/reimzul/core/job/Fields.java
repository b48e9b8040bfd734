package org.reimzul.core.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes typed values out of a JSON object, one by one, and leaves the rest: what nobody asked for
 * is passed on. Null counts as missing. Not thread-safe.
 */
public final class Fields {
  /** The format that this code writes and the newest that it reads, the key {@code v}. */
  public static final int VERSION = 1;

  private final ObjectNode rest;

  private Fields(ObjectNode object) {
    this.rest = object;
  }

  /**
   * The fields of a message or file.
   *
   * @throws NewerMessageException when its {@code v} is above {@link #VERSION}
   */
  public static Fields of(ObjectNode object) throws MalformedMessageException {
    var fields = new Fields(object.deepCopy());
    long version = fields.number("v").orElse((long) VERSION);
    if (version > VERSION) {
      throw new NewerMessageException((int) Math.min(version, Integer.MAX_VALUE), VERSION);
    }
    return fields;
  }

  /** The fields of a message body. */
  public static Fields of(byte[] body) throws MalformedMessageException {
    return of(Json.read(body));
  }

  /** A string that must be there. */
  public String text(String key) throws MalformedMessageException {
    return optionalText(key).orElseThrow(() -> missing(key));
  }

  /** A string that must be there and that {@code grammar} accepts and turns into a value. */
  public <T> T text(String key, Function<String, T> grammar) throws MalformedMessageException {
    return convert(text(key), grammar);
  }

  /** A string, or empty. */
  public Optional<String> optionalText(String key) throws MalformedMessageException {
    Optional<JsonNode> node = take(key);
    if (node.isPresent() && !node.get().isTextual()) {
      throw new MalformedMessageException(key + " is not a string");
    }
    return node.map(JsonNode::textValue);
  }

  /** A string that {@code grammar} accepts, or empty. */
  public <T> Optional<T> optionalText(String key, Function<String, T> grammar)
      throws MalformedMessageException {
    Optional<String> text = optionalText(key);
    return text.isEmpty() ? Optional.empty() : Optional.of(convert(text.get(), grammar));
  }

  /** A boolean; {@code fallback} where the key is missing. */
  public boolean flag(String key, boolean fallback) throws MalformedMessageException {
    Optional<JsonNode> node = take(key);
    if (node.isPresent() && !node.get().isBoolean()) {
      throw new MalformedMessageException(key + " is not true or false");
    }
    return node.map(JsonNode::booleanValue).orElse(fallback);
  }

  /** A whole number from 0 to 2^63-1, or empty. */
  public Optional<Long> number(String key) throws MalformedMessageException {
    Optional<JsonNode> node = take(key);
    if (node.isPresent()
        && (!node.get().isIntegralNumber()
            || !node.get().canConvertToLong()
            || node.get().longValue() < 0)) {
      throw new MalformedMessageException(key + " is not a whole number");
    }
    return node.map(JsonNode::longValue);
  }

  /** An ISO 8601 instant that must be there. */
  public Instant instant(String key) throws MalformedMessageException {
    return optionalInstant(key).orElseThrow(() -> missing(key));
  }

  /** An ISO 8601 instant, or empty. */
  public Optional<Instant> optionalInstant(String key) throws MalformedMessageException {
    Optional<String> text = optionalText(key);
    try {
      return text.map(Instant::parse);
    } catch (DateTimeException e) {
      throw new MalformedMessageException(key + " is not a time: " + Excerpt.of(text.get()));
    }
  }

  /** An object, or empty. */
  public Optional<ObjectNode> object(String key) throws MalformedMessageException {
    Optional<JsonNode> node = take(key);
    if (node.isPresent() && !node.get().isObject()) {
      throw new MalformedMessageException(key + " is not an object");
    }
    return node.map(ObjectNode.class::cast);
  }

  /** An object that must be there. */
  public ObjectNode requiredObject(String key) throws MalformedMessageException {
    return object(key).orElseThrow(() -> missing(key));
  }

  /** An array, or empty. */
  public Optional<JsonNode> array(String key) throws MalformedMessageException {
    Optional<JsonNode> node = take(key);
    if (node.isPresent() && !node.get().isArray()) {
      throw new MalformedMessageException(key + " is not an array");
    }
    return node;
  }

  /** An array of strings; empty where the key is missing. */
  public List<String> texts(String key) throws MalformedMessageException {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array(key).orElseGet(() -> Json.object().arrayNode())) {
      if (!text.isTextual()) {
        throw new MalformedMessageException(key + " holds something that is not a string");
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  /**
   * What nobody has taken yet, in its order. It travels on in other messages and files, each of
   * which puts it deeper, and must be readable in all of them.
   */
  public Map<String, JsonNode> rest() throws MalformedMessageException {
    Json.requireShallow(rest);
    Map<String, JsonNode> left = new LinkedHashMap<>();
    rest.properties().forEach(entry -> left.put(entry.getKey(), entry.getValue()));
    return left;
  }

  private Optional<JsonNode> take(String key) {
    JsonNode node = rest.remove(key);
    return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  private static <T> T convert(String text, Function<String, T> grammar)
      throws MalformedMessageException {
    try {
      return grammar.apply(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(e.getMessage());
    }
  }

  private static MalformedMessageException missing(String key) {
    return new MalformedMessageException("the key " + key + " is missing");
  }
}
