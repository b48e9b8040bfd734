package org.reimzul.core.job;

import java.util.Optional;

/**
 * A published build to be signed: the body of the tube {@code tosign}.
 *
 * @param buildId empty from an original dispatcher
 * @param evr empty from an original dispatcher
 */
public record SigningRequest(
    String pkgname,
    Status status,
    String target,
    String arch,
    String timestamp,
    Optional<BuildId> buildId,
    Optional<String> evr) {
  /** Reads a body; unknown keys are ignored. */
  public static SigningRequest decode(byte[] body) throws MalformedMessageException {
    Fields in = Fields.of(body);
    return new SigningRequest(
        in.text("pkgname", Grammar::packageName),
        in.text("status", Status::parse),
        in.text("target", Grammar::target),
        in.text("arch", Grammar::arch),
        in.text("timestamp", Grammar::timestamp),
        in.optionalText("build_id", BuildId::new),
        in.optionalText("evr", Grammar::evr));
  }

  /** The body. */
  public byte[] encode() {
    var out =
        Json.object()
            .put("pkgname", pkgname)
            .put("status", status.wire())
            .put("target", target)
            .put("arch", arch)
            .put("timestamp", timestamp);
    buildId.ifPresent(id -> out.put("build_id", id.value()));
    evr.ifPresent(value -> out.put("evr", value));
    return Json.write(out);
  }
}
