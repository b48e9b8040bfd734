package org.reimzul.core.job;

import java.util.Optional;

/**
 * A hint to bstore, the body of the tube {@code createrepo}: a result has arrived for this target,
 * or somebody wants its repodata made again. Other keys are allowed and ignored here.
 *
 * @param target names the repository
 * @param attempt the uploaded attempt; empty from an administrator or an original worker
 * @param original what an original worker has put into the repository itself
 */
public record CreaterepoRequest(
    String target, Optional<AttemptId> attempt, Optional<BuildEvent> original) {
  /** Checks the target. */
  public CreaterepoRequest {
    Grammar.target(target);
  }

  /** An administrator's: the target's repodata is to be made again. */
  public static CreaterepoRequest again(String target) {
    return new CreaterepoRequest(target, Optional.empty(), Optional.empty());
  }

  /** Reads a body; {@code target} must be there, and beside {@code pkgname} all of an event. */
  public static CreaterepoRequest decode(byte[] body) throws MalformedMessageException {
    Fields in = Fields.of(body);
    String target = in.text("target", Grammar::target);
    Optional<BuildId> build = in.optionalText("build_id", BuildId::new);
    Optional<AttemptToken> token = in.optionalText("attempt", AttemptToken::new);
    boolean original = token.isEmpty() && in.optionalText("pkgname").isPresent();
    return new CreaterepoRequest(
        target,
        build.flatMap(id -> token.map(attempt -> new AttemptId(id, attempt))),
        original ? Optional.of(BuildEvent.decode(body)) : Optional.empty());
  }

  /** A body of just these keys; a worker sends its whole {@link BuildEvent} instead. */
  public byte[] encode() {
    var out = Json.object().put("target", target);
    attempt.ifPresent(
        id -> out.put("build_id", id.build().value()).put("attempt", id.token().value()));
    return Json.write(out);
  }
}
