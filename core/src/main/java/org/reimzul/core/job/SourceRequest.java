package org.reimzul.core.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to build a package from git: the body of the tube {@code source} and, without a build
 * id, what a remote client publishes. Immutable.
 *
 * @param pkg the package, and its repository's name
 * @param branch where {@code HEAD} is looked for, and the lookaside's directory by default
 * @param ref what is built of it: a commit, {@code HEAD}, a branch or a tag
 * @param commit what the ref stood for when it was first looked at; from then on it is this
 * @param arch as requested ({@code armhfp}, not its tube)
 * @param target without the arch, unlike that of a {@link BuildJob}
 * @param distTag with its dot, or empty: told from the branch
 * @param sourcesDir the lookaside's directory, or empty: the branch's
 * @param scratch built, but never published in a repository
 * @param submitter the common name of the requester's certificate
 * @param buildId one id from the request to the end of the build; empty only on its way in
 * @param requestId by which the requester hears what became of it
 * @param tries how often the infrastructure has failed it
 * @param extra unknown keys, passed through to every later message
 */
public record SourceRequest(
    String pkg,
    String branch,
    String ref,
    Optional<String> commit,
    String arch,
    String target,
    String distTag,
    String sourcesDir,
    boolean scratch,
    String submitter,
    Optional<BuildId> buildId,
    Optional<String> requestId,
    Tries tries,
    Map<String, JsonNode> extra)
    implements FarmJob {
  /** Checks every field against its grammar; {@link IllegalArgumentException} names the bad one. */
  public SourceRequest {
    Grammar.packageName(pkg);
    SourceGrammar.branch(branch);
    SourceGrammar.ref(ref);
    commit.ifPresent(SourceGrammar::commit);
    Grammar.arch(arch);
    Grammar.target(target + "." + arch);
    if (!distTag.isEmpty()) {
      Grammar.distTag(distTag);
    }
    SourceGrammar.sourcesDir(sourcesDir);
    SourceGrammar.user(submitter);
    requestId.ifPresent(SourceGrammar::requestId);
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** True for a job that is still such a request, and not yet the build of a source package. */
  public static boolean isOne(JsonNode job) {
    return job.hasNonNull("pkg") && !job.hasNonNull("srpm");
  }

  /** Reads a body; unknown keys are kept, missing or ill-typed ones are malformed. */
  public static SourceRequest decode(byte[] body) throws MalformedMessageException {
    return decode(Json.read(body));
  }

  /** Reads a body's tree. */
  public static SourceRequest decode(ObjectNode body) throws MalformedMessageException {
    return read(Fields.of(body));
  }

  private static SourceRequest read(Fields in) throws MalformedMessageException {
    try {
      return new SourceRequest(
          in.text("pkg"),
          in.text("git_branch"),
          in.optionalText("git_ref").filter(ref -> !ref.isEmpty()).orElse("HEAD"),
          in.optionalText("commit"),
          in.text("arch"),
          in.text("target"),
          in.optionalText("disttag").orElse(""),
          in.optionalText("sources_dir").orElse(""),
          in.flag("scratch", false),
          in.text("submitter"),
          in.optionalText("build_id", BuildId::new),
          in.optionalText("request_id"),
          Tries.take(in),
          in.rest());
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(e.getMessage());
    }
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode out =
        Json.object()
            .put("pkg", pkg)
            .put("git_branch", branch)
            .put("git_ref", ref)
            .put("arch", arch)
            .put("submitter", submitter)
            .put("target", target)
            .put("disttag", distTag)
            .put("sources_dir", sourcesDir)
            .put("scratch", scratch)
            .put("v", Fields.VERSION);
    commit.ifPresent(hash -> out.put("commit", hash));
    buildId.ifPresent(id -> out.put("build_id", id.value()));
    requestId.ifPresent(id -> out.put("request_id", id));
    tries.put(out);
    out.setAll(extra);
    return out;
  }

  /** A remote request waits for no other build. */
  @Override
  public List<BuildId> after() {
    return List.of();
  }

  /** The target as it stands in a build job: with the arch behind it. */
  public String wireTarget() {
    return target + "." + arch;
  }

  @Override
  public SourceRequest withBuildId(BuildId id) {
    return copy(commit, Optional.of(id), tries);
  }

  /** The same request, settled on this commit. */
  public SourceRequest withCommit(String hash) {
    return copy(Optional.of(hash), buildId, tries);
  }

  @Override
  public SourceRequest withTries(Tries behind) {
    return copy(commit, buildId, behind);
  }

  private SourceRequest copy(Optional<String> hash, Optional<BuildId> id, Tries behind) {
    return new SourceRequest(
        pkg,
        branch,
        ref,
        hash,
        arch,
        target,
        distTag,
        sourcesDir,
        scratch,
        submitter,
        id,
        requestId,
        behind,
        extra);
  }

  /**
   * The build of the source package that was made of this request: same build id, no failures
   * behind it. Its key {@code source} says where the package came from.
   *
   * @param srpm the package's file name
   * @param sha256 of the package, lower-case hexadecimal
   * @param foundDistTag the request's, or the one that was told from the branch
   * @param url of the git repository
   */
  public BuildJob job(String srpm, String sha256, String foundDistTag, String url) {
    return RequestedJob.made(this, srpm, sha256, foundDistTag, url);
  }

  @Override
  public BuildJob ended() {
    return RequestedJob.unmade(this);
  }
}
