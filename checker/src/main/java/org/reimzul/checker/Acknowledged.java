package org.reimzul.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A build as its submitter was told.
 *
 * @param build its id; empty when the answer never came
 * @param expect the ends that it may have
 * @param submitted when that began, by the same clock as announcements are received
 * @param after the builds that it waits for
 */
record Acknowledged(
    String build,
    Parcel parcel,
    Set<Expectation> expect,
    Optional<Instant> submitted,
    List<String> after) {

  static Acknowledged read(JsonNode in) throws IOException {
    return new Acknowledged(
        in.path("build").asText(""),
        Parcel.read(in),
        Expectation.parse(in.path("expect").asText("any")),
        instant(in),
        Lines.texts(in, "after"));
  }

  private static Optional<Instant> instant(JsonNode in) throws IOException {
    try {
      return Optional.ofNullable(in.path("submitted_at").textValue()).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw new IOException("submitted_at is not a time in " + in, e);
    }
  }

  /** One whose answer never came, and whose id the record tells. */
  Acknowledged known(String id) {
    return new Acknowledged(id, parcel, expect, submitted, after);
  }

  /** As the build of a chained arch is asked for: with it, and it may end in any way. */
  Acknowledged forAnotherArch() {
    return new Acknowledged(
        build, parcel.forAnotherArch(), Set.of(Expectation.ANY), submitted, List.of());
  }

  /** For people. */
  String expectation() {
    return expect.stream().map(Expectation::name).sorted().collect(Collectors.joining(" or "));
  }

  /** True if it may end so. */
  boolean allows(State state) {
    return expect.stream().anyMatch(each -> each.allows(state));
  }
}
