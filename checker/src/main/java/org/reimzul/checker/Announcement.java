package org.reimzul.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A result as somebody outside got it.
 *
 * @param at by the receiver's clock
 * @param id the mail's Message-ID; empty for what isn't a mail
 * @param to for whom it was taken; nobody if that isn't said
 */
record Announcement(Result result, Instant at, String id, List<String> to) {
  private static final String TOPIC = "/builds/results";
  private static final Pattern SUBJECT =
      Pattern.compile(
          "\\[reimzul\\] Build task (?<timestamp>\\d{14}) (?<srpm>\\S+) \\(arch: (?<arch>\\S+)\\)"
              + " target (?<target>\\S+) : (?<status>\\S+)");

  /** One that anybody got. */
  Announcement(Result result, Instant at) {
    this(result, at, "", List.of());
  }

  /** What the subscriber got under the topic of results. */
  static List<Announcement> mqtt(List<JsonNode> lines) throws IOException {
    List<Announcement> found = new ArrayList<>();
    for (JsonNode line : lines) {
      if (Lines.text(line, "topic").endsWith(TOPIC)) {
        found.add(new Announcement(Result.of(line.path("message")), at(line)));
      }
    }
    return found;
  }

  /** The mails, by their subjects; what isn't about a build is none of ours. */
  static List<Announcement> mail(List<JsonNode> lines) throws IOException {
    List<Announcement> found = new ArrayList<>();
    for (JsonNode line : lines) {
      String subject = Lines.text(line, "subject").replaceAll("\\s+", " ").strip();
      Matcher parts = SUBJECT.matcher(subject);
      if (parts.matches()) {
        var work = new Work(parts.group("srpm"), parts.group("target"), parts.group("arch"));
        var result = new Result(work, parts.group("timestamp"), parts.group("status"));
        String id = line.path("message_id").asText("");
        found.add(new Announcement(result, at(line), id, Lines.texts(line, "to")));
      }
    }
    return found;
  }

  private static Instant at(JsonNode line) throws IOException {
    return Instant.parse(Lines.text(line, "at"));
  }
}
