package org.reimzul.controller.mongo;

import de.bwaldvogel.mongo.backend.Constants;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a query demands of single fields in every document that it finds; it may demand more. Texts
 * are those of {@link SortKeys}.
 */
final class Demands {
  /** From the first to the last text, both included. */
  record Span(String first, String last) {
    private static final Span ALL_TIMES = new Span(SortKeys.TIME, SortKeys.TIME + SortKeys.BEYOND);

    private Span since(String text) {
      return new Span(text.compareTo(first) > 0 ? text : first, last);
    }

    private Span until(String text) {
      return new Span(first, text.compareTo(last) < 0 ? text : last);
    }
  }

  private final Map<String, List<String>> oneOf = new HashMap<>();
  private final Map<String, Span> spans = new HashMap<>();
  private Optional<Object> id = Optional.empty();

  Demands(Document query) {
    query.forEach(this::add);
  }

  /** The {@code _id}. */
  Optional<Object> id() {
    return id;
  }

  /** The field has one of these; empty when it may have others. */
  Optional<List<String>> oneOf(String field) {
    return Optional.ofNullable(oneOf.get(field));
  }

  /** The field is a time in between. */
  Optional<Span> span(String field) {
    return Optional.ofNullable(spans.get(field));
  }

  private void add(String field, Object demand) {
    if (field.equals("$and") && demand instanceof Collection<?> parts) {
      parts.forEach(part -> ((Document) part).forEach(this::add));
    } else if (demand instanceof Document operators) {
      operators.forEach((operator, operand) -> add(field, operator, operand));
    } else {
      if (field.equals(Constants.ID_FIELD)
          && (demand instanceof String || demand instanceof ObjectId)) {
        id = Optional.of(demand);
      }
      SortKeys.exact(demand).ifPresent(text -> oneOf.put(field, List.of(text)));
    }
  }

  private void add(String field, String operator, Object operand) {
    if (operator.equals("$in") && operand instanceof Collection<?> values) {
      List<String> texts =
          values.stream().map(SortKeys::exact).flatMap(Optional::stream).distinct().toList();
      if (texts.size() == values.size()) {
        oneOf.putIfAbsent(field, texts); // an exact value is worth more
      }
    } else if (operand instanceof Instant time) {
      Span known = spans.getOrDefault(field, Span.ALL_TIMES);
      switch (operator) {
        case "$gt", "$gte" -> spans.put(field, known.since(SortKeys.of(time)));
        case "$lt", "$lte" -> spans.put(field, known.until(SortKeys.of(time)));
        default -> {}
      }
    }
  }
}
