package org.reimzul.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/**
 * What a submitter handed in, and what a success of it consists of.
 *
 * @param target with its arch, as on the wire
 * @param name of the source package
 * @param evr version-release, as it is built for the target
 * @param packages names of the RPMs besides the source package; none if nobody says
 * @param chained the arches that are built after it
 */
record Parcel(
    String srpm,
    String target,
    String arch,
    boolean scratch,
    String name,
    String evr,
    List<String> packages,
    List<String> chained) {

  static Parcel read(JsonNode in) throws IOException {
    String srpm = Lines.text(in, "srpm");
    RpmName file = RpmName.ofFile(srpm);
    return new Parcel(
        srpm,
        Lines.text(in, "target"),
        Lines.text(in, "arch"),
        in.path("scratch").asBoolean(false),
        in.path("name").asText(file.name()),
        in.path("evr").asText(file.evr()),
        Lines.texts(in, "packages"),
        Lines.texts(in, "chained"));
  }

  /** As the build of another arch is asked for: with it, and nobody says what it makes. */
  Parcel forAnotherArch() {
    return new Parcel(srpm, target, arch, scratch, name, evr, List.of(), List.of());
  }

  /** What announcements can tell of it. */
  Work work() {
    return new Work(srpm, target, arch);
  }

  /** The file name of the source package that a build of it makes. */
  String builtSource() {
    return name + "-" + evr + ".src.rpm";
  }
}
