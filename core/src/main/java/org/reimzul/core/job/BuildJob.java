package org.reimzul.core.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param tries how often the infrastructure has failed it
 * @param after builds that must be published before this one starts; at most {@value #PARENTS}
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
    Tries tries,
    List<BuildId> after,
    Map<String, JsonNode> extra)
    implements FarmJob {
  /** As many builds as one may wait for. */
  public static final int PARENTS = 100;

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
    after = List.copyOf(after);
    if (after.size() > PARENTS) {
      throw new IllegalArgumentException("after names more than " + PARENTS + " builds");
    }
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** A job that was never tried and waits for nothing. */
  public BuildJob(
      String srpm,
      String arch,
      String target,
      String distTag,
      boolean scratch,
      String submitter,
      Optional<BuildId> buildId,
      Optional<String> srpmSha256,
      Map<String, JsonNode> extra) {
    this(
        srpm,
        arch,
        target,
        distTag,
        scratch,
        submitter,
        buildId,
        srpmSha256,
        Tries.NONE,
        List.of(),
        extra);
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
          Tries.take(in),
          in.texts("after").stream().map(BuildId::new).toList(),
          Map.of());
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(e.getMessage());
    }
  }

  @Override
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
    tries.put(out);
    if (!after.isEmpty()) {
      var list = out.putArray("after");
      after.forEach(id -> list.add(id.value()));
    }
    out.setAll(extra);
    return out;
  }

  @Override
  public BuildJob withBuildId(BuildId id) {
    return copy(arch, Optional.of(id), tries, after, extra);
  }

  /** The chained build of this one for {@code chained}: other arch, other id, same target. */
  public BuildJob chainedTo(String chained) {
    return copy(chained, buildId.map(id -> id.chained(chained)), tries, after, extra);
  }

  @Override
  public BuildJob withTries(Tries behind) {
    return copy(arch, buildId, behind, after, extra);
  }

  /** The same job, waiting for these builds. */
  public BuildJob withAfter(List<BuildId> builds) {
    return copy(arch, buildId, tries, builds, extra);
  }

  /** The same job with these unknown keys. */
  public BuildJob withExtra(Map<String, JsonNode> keys) {
    return copy(arch, buildId, tries, after, keys);
  }

  private BuildJob copy(
      String newArch,
      Optional<BuildId> id,
      Tries behind,
      List<BuildId> parents,
      Map<String, JsonNode> keys) {
    return new BuildJob(
        srpm, newArch, target, distTag, scratch, submitter, id, srpmSha256, behind, parents, keys);
  }

  @Override
  public BuildJob ended() {
    return this;
  }
}
