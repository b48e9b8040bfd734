package org.reimzul.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A build as its submitter was told.
 *
 * @param build its id; empty when the answer never came
 * @param target with its arch, as on the wire
 * @param name of the source package
 * @param after the builds that it waits for
 * @param packages names of RPMs that a success must have
 */
record Acknowledged(
    String build,
    String srpm,
    String target,
    String arch,
    boolean scratch,
    String name,
    Expectation expect,
    Optional<Instant> submitted,
    List<String> after,
    List<String> packages) {

  static Acknowledged read(JsonNode in) throws IOException {
    String srpm = Lines.text(in, "srpm");
    return new Acknowledged(
        in.path("build").asText(""),
        srpm,
        Lines.text(in, "target"),
        Lines.text(in, "arch"),
        in.path("scratch").asBoolean(false),
        in.path("name").asText(RpmName.ofFile(srpm).name()),
        Expectation.parse(in.path("expect").asText("any")),
        instant(in),
        Lines.texts(in, "after"),
        Lines.texts(in, "packages"));
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
    return new Acknowledged(
        id, srpm, target, arch, scratch, name, expect, submitted, after, packages);
  }

  /** As the build of a chained arch is asked for: with it, and it may be anything. */
  Acknowledged forAnotherArch() {
    return new Acknowledged(
        build, srpm, target, arch, scratch, name, Expectation.ANY, submitted, List.of(), List.of());
  }

  /** What announcements can tell of it. */
  Work work() {
    return new Work(srpm, target, arch);
  }
}
