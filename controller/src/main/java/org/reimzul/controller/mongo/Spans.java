package org.reimzul.controller.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where in the order of an index the documents of a query are. */
final class Spans {
  /** More than these at once are not worth while. */
  private static final int MOST = 100;

  private Spans() {}

  /** None when an index of these keys is of no use for the query. */
  static List<Demands.Span> of(List<String> keys, Demands demands) {
    List<String> starts = List.of("");
    for (String key : keys) {
      Optional<List<String>> texts = demands.oneOf(key);
      if (texts.isEmpty() || starts.size() * texts.get().size() > MOST) {
        return spans(starts, demands.span(key));
      }
      starts = longer(starts, texts.get());
    }
    return spans(starts, Optional.empty());
  }

  private static List<Demands.Span> spans(List<String> starts, Optional<Demands.Span> next) {
    if (next.isEmpty() && starts.contains("")) {
      return List.of();
    }
    Demands.Span rest = next.orElse(new Demands.Span("", ""));
    return starts.stream()
        .map(at -> new Demands.Span(at + rest.first(), at + rest.last() + SortKeys.BEYOND))
        .toList();
  }

  private static List<String> longer(List<String> starts, List<String> texts) {
    List<String> longer = new ArrayList<>();
    for (String start : starts) {
      texts.forEach(text -> longer.add(start + text + SortKeys.END));
    }
    return longer;
  }
}
