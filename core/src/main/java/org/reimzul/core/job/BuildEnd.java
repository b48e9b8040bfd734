package org.reimzul.core.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An end of a build that has no result: nothing was built, or what was built is not wanted.
 *
 * @param job with its build id
 * @param state {@link EndState#CANCELED} or {@link EndState#SKIPPED}
 * @param reason one line for a person
 * @param by who asks, as {@code reimzul@host} or {@code worker@host}
 * @param at by the sender's clock
 */
public record BuildEnd(BuildJob job, EndState state, String reason, String by, Instant at) {
  /** Checks the state and that the job has its id. */
  public BuildEnd {
    job.requireBuildId();
    if (state != EndState.CANCELED && state != EndState.SKIPPED) {
      throw new IllegalArgumentException("only a build can end as " + state);
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("an end needs a reason");
    }
  }

  /** Which build. */
  public BuildId build() {
    return job.requireBuildId();
  }

  /** Reads the tree of {@link #toJson}. */
  public static BuildEnd decode(ObjectNode tree) throws MalformedMessageException {
    Fields in = Fields.of(tree);
    ObjectNode job = in.requiredObject("job");
    try {
      return new BuildEnd(
          BuildJob.decode(Json.write(job)),
          in.text("state", EndState::parse),
          in.text("reason"),
          in.text("by"),
          in.instant("at"));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new MalformedMessageException(e.getMessage());
    }
  }

  /** As a tree. */
  public ObjectNode toJson() {
    ObjectNode out = Json.object();
    out.set("job", job.toJson());
    return out.put("state", state.name())
        .put("reason", reason)
        .put("by", by)
        .put("at", at.toString());
  }
}
