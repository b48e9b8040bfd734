package org.reimzul.core.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request to build one source package for one arch: the body of the arch tubes. Immutable.
 *
 * @param srpm file name in the incoming directory
 * @param arch as requested ({@code armhfp}, not its tube)
 * @param target with {@code .arch} appended by the submitter; a chained build keeps its parent's
 * @param distTag with its dot
 * @param scratch built, but never published in a repository
 * @param submitter login name; {@code unknown} where the sender left it out
 * @param buildId empty in a job of an original submitter
 * @param srpmSha256 lower-case hexadecimal, where the submitter saw the file
 * @param extra unknown keys, passed through to every later message
 */
public record BuildJob(
    String srpm,
    String arch,
    String target,
    String distTag,
    boolean scratch,
    String submitter,
    Optional<BuildId> buildId,
    Optional<String> srpmSha256,
    Map<String, JsonNode> extra) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Checks every field against its grammar; {@link IllegalArgumentException} names the bad one. */
  public BuildJob {
    Grammar.srpm(srpm);
    Grammar.arch(arch);
    Grammar.target(target);
    Grammar.distTag(distTag);
    Grammar.person(submitter);
    if (srpmSha256.isPresent() && !SHA256.matcher(srpmSha256.get()).matches()) {
      throw new IllegalArgumentException("srpm_sha256 is not 64 hexadecimal digits");
    }
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** Reads a body; unknown keys are kept, missing or ill-typed ones are malformed. */
  public static BuildJob decode(byte[] body) throws MalformedMessageException {
    Fields in = Fields.of(body);
    return take(in).withExtra(in.rest());
  }

  /** Takes the job's keys out of a longer message; {@link #extra} is left empty. */
  static BuildJob take(Fields in) throws MalformedMessageException {
    try {
      return new BuildJob(
          in.text("srpm"),
          in.text("arch"),
          in.text("target"),
          in.text("disttag"),
          in.flag("scratch", false),
          in.optionalText("submitter").orElse("unknown"),
          in.optionalText("build_id", BuildId::new),
          in.optionalText("srpm_sha256"),
          Map.of());
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(e.getMessage());
    }
  }

  /** The body, with the original's keys first. */
  public byte[] encode() {
    return Json.write(toJson());
  }

  /** The body as a tree. */
  public ObjectNode toJson() {
    ObjectNode out =
        Json.object()
            .put("srpm", srpm)
            .put("arch", arch)
            .put("target", target)
            .put("disttag", distTag)
            .put("scratch", scratch)
            .put("submitter", submitter);
    buildId.ifPresent(id -> out.put("build_id", id.value()));
    srpmSha256.ifPresent(sha -> out.put("srpm_sha256", sha));
    out.setAll(extra);
    return out;
  }

  /** The same job under this id. */
  public BuildJob withBuildId(BuildId id) {
    return new BuildJob(
        srpm, arch, target, distTag, scratch, submitter, Optional.of(id), srpmSha256, extra);
  }

  /** The chained build of this one for {@code chained}: other arch, other id, same target. */
  public BuildJob chainedTo(String chained) {
    return new BuildJob(
        srpm,
        chained,
        target,
        distTag,
        scratch,
        submitter,
        buildId.map(id -> id.chained(chained)),
        srpmSha256,
        extra);
  }

  /** The same job with these unknown keys. */
  public BuildJob withExtra(Map<String, JsonNode> keys) {
    return new BuildJob(srpm, arch, target, distTag, scratch, submitter, buildId, srpmSha256, keys);
  }

  /** The build id; a job has one from the moment that a worker has taken it. */
  public BuildId requireBuildId() {
    return buildId.orElseThrow(() -> new IllegalStateException("the job has no build id yet"));
  }
}
