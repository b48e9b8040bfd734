package org.reimzul.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the reader and the look after the end have noted. */
final class ObserverRules {
  private ObserverRules() {}

  static List<Finding> reader(List<JsonNode> lines) {
    List<Finding> findings = new ArrayList<>();
    long reads = 0;
    for (JsonNode line : lines) {
      reads += line.path("reads").asLong(0);
      if (!line.has("reads") && !line.path("ok").asBoolean(false)) {
        String what = line.path("at").asText() + " " + line.path("url").asText();
        findings.add(
            Finding.of(Finding.Kind.READER_FAILURE, what + ": " + line.path("what").asText()));
      }
    }
    if (reads == 0) {
      findings.add(Finding.of(Finding.Kind.READER_FAILURE, "the reader has read nothing"));
    }
    return findings;
  }

  static List<Finding> leftovers(List<JsonNode> lines) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode line : lines) {
      String what = line.path("kind").asText() + " " + line.path("what").asText();
      findings.add(Finding.of(Finding.Kind.LEFTOVER, what));
    }
    return findings;
  }
}
