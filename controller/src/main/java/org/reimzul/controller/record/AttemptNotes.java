package org.reimzul.controller.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bson.Document;
import org.reimzul.core.job.MalformedMessageException;

/**
 * What a worker noted of an attempt: short texts by names of its own, such as {@code mock_commit}
 * or {@code class}. Immutable.
 */
public record AttemptNotes(SortedMap<String, String> texts) {
  static final AttemptNotes NONE = new AttemptNotes(new TreeMap<>());

  /** What MongoDB takes as a key, too. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z_]{0,31}");

  private static final int MOST = 16;
  private static final int LONGEST = 1000;

  /** Takes a copy. */
  public AttemptNotes {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  static AttemptNotes read(ObjectNode in) throws MalformedMessageException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : in.properties()) {
      String text = each.getValue().textValue();
      if (!NAME.matcher(each.getKey()).matches() || text == null || texts.size() == MOST) {
        throw new MalformedMessageException("notes are not a few texts by name");
      }
      texts.put(each.getKey(), text.substring(0, Math.min(text.length(), LONGEST)));
    }
    return new AttemptNotes(texts);
  }

  static AttemptNotes read(Document in) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (in != null) {
      in.forEach((name, text) -> texts.put(name, String.valueOf(text)));
    }
    return new AttemptNotes(texts);
  }

  /** Null where there are none: most attempts of old records. */
  Document document() {
    return texts.isEmpty() ? null : new Document(Map.copyOf(texts));
  }

  AttemptNotes join(AttemptNotes other) {
    return new AttemptNotes(
        Join.all(texts, other.texts, (a, b) -> Join.best(a, b, Comparator.naturalOrder())));
  }
}
