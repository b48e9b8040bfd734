package org.reimzul.core.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a worker hands over: the result and every file with its digest, as {@value #FILE_NAME},
 * uploaded last. Immutable.
 *
 * @param result status {@link Status#SUCCESS} or {@link Status#FAILED}, with build id and attempt
 * @param started when the attempt began
 * @param ended when the builder ended
 * @param files every other file in the directory
 */
public record Manifest(BuildEvent result, Instant started, Instant ended, List<Artifact> files) {
  /** The manifest's own file name. */
  public static final String FILE_NAME = "manifest.json";

  /** Checks that it names an attempt, an end and each file once. */
  public Manifest {
    files = List.copyOf(files);
    if (result.attempt().isEmpty() || result.job().buildId().isEmpty()) {
      throw new IllegalArgumentException("a manifest needs build_id and attempt");
    }
    if (result.status() == Status.BUILDING) {
      throw new IllegalArgumentException("a manifest's status is Success or Failed");
    }
    Set<String> names = new HashSet<>(Set.of(FILE_NAME));
    for (Artifact file : files) {
      if (!names.add(file.name())) {
        throw new IllegalArgumentException("listed twice: " + file.name());
      }
    }
  }

  /** The attempt that made it. */
  public AttemptId attempt() {
    return new AttemptId(result.job().requireBuildId(), result.attempt().orElseThrow());
  }

  /** Reads the file's text. */
  public static Manifest decode(byte[] text) throws MalformedMessageException {
    Fields in = Fields.of(text);
    ObjectNode result = in.requiredObject("result");
    List<Artifact> files = new ArrayList<>();
    for (JsonNode file : in.array("files").orElseGet(() -> Json.object().arrayNode())) {
      if (!(file instanceof ObjectNode object)) {
        throw new MalformedMessageException("files holds something that is not an object");
      }
      files.add(Artifact.decode(object));
    }
    try {
      return new Manifest(
          BuildEvent.decode(Json.write(result)), in.instant("started"), in.instant("ended"), files);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(e.getMessage());
    }
  }

  /** The file's text. */
  public byte[] encode() {
    return Json.write(toJson());
  }

  /** The file's text as a tree. */
  public ObjectNode toJson() {
    ObjectNode out = Json.object().put("v", Fields.VERSION);
    out.set("result", result.toJson());
    out.put("started", started.toString()).put("ended", ended.toString());
    var list = out.putArray("files");
    files.forEach(file -> list.add(file.toJson()));
    return out;
  }
}
