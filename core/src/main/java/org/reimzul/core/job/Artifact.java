package org.reimzul.core.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file of a build result.
 *
 * @param name bare file name
 * @param size in bytes
 * @param sha256 64 lower-case hexadecimal digits
 * @param nevra of an RPM; empty for logs
 */
public record Artifact(String name, long size, String sha256, Optional<Nevra> nevra) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Checks name and digest; {@link IllegalArgumentException} names the bad one. */
  public Artifact {
    Grammar.fileName(name);
    if (size < 0 || !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("size or sha256 of " + name + " is not one");
    }
    if (nevra.isPresent() != name.endsWith(".rpm")) {
      throw new IllegalArgumentException("an RPM, and nothing else, has a NEVRA: " + name);
    }
  }

  static Artifact decode(ObjectNode node) throws MalformedMessageException {
    Fields in = Fields.of(node);
    try {
      return new Artifact(
          in.text("name"),
          in.number("size").orElse(-1L),
          in.text("sha256"),
          in.optionalText("nevra", Nevra::parse));
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(e.getMessage());
    }
  }

  ObjectNode toJson() {
    ObjectNode out = Json.object().put("name", name).put("size", size).put("sha256", sha256);
    nevra.ifPresent(value -> out.put("nevra", value.toString()));
    return out;
  }
}
