package org.reimzul.cli;

import static org.reimzul.cli.BuildRecord.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** What a worker noted of an attempt, in words. */
record AttemptNotes(JsonNode attempt) {
  /** Of the last attempt. */
  static AttemptNotes of(BuildRecord record) {
    JsonNode attempts = record.json().path("attempts");
    return new AttemptNotes(
        attempts.isEmpty() ? MissingNode.getInstance() : attempts.get(attempts.size() - 1));
  }

  /** A line for each thing that there is to say. */
  List<String> lines() {
    JsonNode notes = attempt.path("notes");
    List<String> lines = new ArrayList<>();
    if (!text(notes, "class").isEmpty()) {
      lines.add("class of failure: " + text(notes, "class"));
    }
    if (!text(notes, "mock_config").isEmpty()) {
      String commit = text(notes, "mock_commit");
      lines.add(
          "mock configuration: "
              + text(notes, "mock_config")
              + (commit.isEmpty() ? "" : " at commit " + commit));
    }
    if (!text(notes, "mock_stale").isEmpty()) {
      lines.add("its last good clone, as it could not be pulled: " + text(notes, "mock_stale"));
    }
    return lines;
  }
}
