package org.reimzul.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was seen and told outside the farm.
 *
 * @param submitted submissions that were not acknowledged
 */
record Evidence(
    Farm farm,
    List<Acknowledged> acknowledged,
    List<Acknowledged> submitted,
    List<Announcement> mqtt,
    List<Announcement> mail,
    List<JsonNode> reader,
    List<JsonNode> leftovers) {

  static Evidence read(Path dir) throws IOException {
    return new Evidence(
        Farm.read(Lines.one(dir.resolve("farm.json"))),
        submissions(dir.resolve("acknowledged.jsonl"), true),
        submissions(dir.resolve("submitted.jsonl"), false),
        Announcement.mqtt(Lines.read(dir.resolve("mqtt.jsonl"))),
        Announcement.mail(Lines.read(dir.resolve("mail.jsonl"))),
        Lines.read(dir.resolve("reader.jsonl")),
        Lines.read(dir.resolve("leftovers.jsonl")));
  }

  private static List<Acknowledged> submissions(Path file, boolean withId) throws IOException {
    List<Acknowledged> found = new ArrayList<>();
    for (JsonNode line : Lines.read(file)) {
      Acknowledged each = Acknowledged.read(line);
      if (withId && each.build().isEmpty()) {
        throw new IOException(file + " has a build without id: " + line);
      }
      found.add(each);
    }
    return found;
  }
}
