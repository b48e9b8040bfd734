package org.reimzul.controller.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.Document;
import org.reimzul.core.job.Json;

/** Between JSON trees and MongoDB's documents. */
final class BsonJson {
  private BsonJson() {}

  /**
   * The same object without the keys that MongoDB can't have or that mean something to it: {@code
   * _id}, empty ones, and those with a dollar sign first or a dot or NUL in them. Nobody but a
   * hostile sender uses such keys, and their event must not be lost for them.
   */
  static ObjectNode recordable(ObjectNode object) {
    ObjectNode out = Json.object();
    object
        .properties()
        .forEach(
            entry -> {
              if (recordable(entry.getKey())) {
                out.set(entry.getKey(), recordable(entry.getValue()));
              }
            });
    return out;
  }

  private static boolean recordable(String key) {
    return !key.isEmpty()
        && !key.equals("_id")
        && key.charAt(0) != '$'
        && key.indexOf('.') < 0
        && key.indexOf('\0') < 0;
  }

  private static JsonNode recordable(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return recordable(object);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode out = array.arrayNode();
      array.forEach(element -> out.add(recordable(element)));
      return out;
    }
    return node.isNumber() ? number(node) : node;
  }

  /** As one of the three kinds of numbers that a document has. */
  private static JsonNode number(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      return DoubleNode.valueOf(node.doubleValue());
    }
    return node.canConvertToInt()
        ? IntNode.valueOf(node.intValue())
        : LongNode.valueOf(node.longValue());
  }

  /** A recordable object as a document, its keys and their order kept. */
  static Document document(ObjectNode object) {
    var document = new Document();
    recordable(object)
        .properties()
        .forEach(entry -> document.append(entry.getKey(), value(entry.getValue())));
    return document;
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> document((ObjectNode) node);
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        node.forEach(element -> list.add(value(element)));
        yield list;
      }
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> node.numberValue();
      case STRING -> node.textValue();
      default -> null;
    };
  }

  /** A document as JSON; only for what {@link #document} made. */
  static ObjectNode json(Document document) {
    ObjectNode out = Json.object();
    document.forEach((key, value) -> out.set(key, node(value)));
    return out;
  }

  private static JsonNode node(Object value) {
    if (value instanceof Document inner) {
      return json(inner);
    }
    if (value instanceof Collection<?> list) {
      ArrayNode out = Json.object().arrayNode();
      list.forEach(element -> out.add(node(element)));
      return out;
    }
    if (value instanceof Boolean flag) {
      return BooleanNode.valueOf(flag);
    }
    if (value instanceof Number number) {
      return number instanceof Double real
          ? DoubleNode.valueOf(real)
          : number(LongNode.valueOf(number.longValue()));
    }
    return value == null ? NullNode.getInstance() : TextNode.valueOf(value.toString());
  }
}
