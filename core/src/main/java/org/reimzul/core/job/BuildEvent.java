package org.reimzul.core.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What became of a build: the body of the tube {@code notify}. Every key of the original is always
 * there, since its consumers fail without. Immutable.
 *
 * @param builder node name of the worker
 * @param evr version-release
 * @param pkgname source package name
 * @param timestamp {@code YYYYmmddHHMMSS}, part of the result's path
 * @param attempt empty from an original worker
 * @param reason one line for a person; empty on success
 */
public record BuildEvent(
    BuildJob job,
    Status status,
    String builder,
    String evr,
    String pkgname,
    String timestamp,
    Optional<AttemptToken> attempt,
    Optional<String> reason) {
  /** Checks every field against its grammar; {@link IllegalArgumentException} names the bad one. */
  public BuildEvent {
    Grammar.host(builder);
    Grammar.evr(evr);
    Grammar.packageName(pkgname);
    Grammar.timestamp(timestamp);
  }

  /** Reads a body; unknown keys are kept in the job's extra. */
  public static BuildEvent decode(byte[] body) throws MalformedMessageException {
    Fields in = Fields.of(body);
    BuildJob job = BuildJob.take(in);
    Status status = in.text("status", Status::parse);
    String builder = in.text("builder_fqdn", Grammar::host);
    String evr = in.text("evr", Grammar::evr);
    String pkgname = in.text("pkgname", Grammar::packageName);
    String timestamp = in.text("timestamp", Grammar::timestamp);
    Optional<AttemptToken> attempt = in.optionalText("attempt", AttemptToken::new);
    Optional<String> reason = in.optionalText("reason");
    if (attempt.isPresent() && job.buildId().isEmpty()) {
      throw new MalformedMessageException("an attempt needs the key build_id");
    }
    return new BuildEvent(
        job.withExtra(in.rest()), status, builder, evr, pkgname, timestamp, attempt, reason);
  }

  /** True when an original worker tells it: such a one knows no attempts. */
  public boolean original() {
    return attempt.isEmpty();
  }

  /**
   * The same of the build that it is about: an original worker tells of a chained arch under the id
   * of its job, if that has one.
   */
  public BuildEvent ofItsBuild() {
    return original() && job.buildId().isPresent()
        ? identified(OriginalWorker.build(this), attempt)
        : this;
  }

  /**
   * The same under a build id and an attempt. For an original worker's they are derived, and are
   * the same for all that it tells of one arch of a job, however often.
   */
  public BuildEvent identified() {
    return original()
        ? identified(OriginalWorker.build(this), Optional.of(OriginalWorker.attempt(this)))
        : this;
  }

  private BuildEvent identified(BuildId build, Optional<AttemptToken> token) {
    return new BuildEvent(
        job.withBuildId(build), status, builder, evr, pkgname, timestamp, token, reason);
  }

  /** The body: the job's keys, then the result's. */
  public byte[] encode() {
    return Json.write(toJson());
  }

  /** The body as a tree. */
  public ObjectNode toJson() {
    ObjectNode out =
        job.toJson()
            .put("status", status.wire())
            .put("builder_fqdn", builder)
            .put("evr", evr)
            .put("pkgname", pkgname)
            .put("timestamp", timestamp);
    attempt.ifPresent(token -> out.put("attempt", token.value()));
    reason.ifPresent(text -> out.put("reason", text));
    return out;
  }
}
