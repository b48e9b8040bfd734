package org.reimzul.core.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * The end of a build as bstore's commit record tells it, to everybody who is not bstore: the file
 * {@code commits/<build id>}, served over http. Immutable.
 *
 * @param job what was asked for
 * @param state how it ended; a withdrawal is not written here
 * @param result what an attempt handed over; empty for an end without one
 * @param reason one line for a person; empty on success
 * @param committed by bstore's clock
 */
public record Commit(
    BuildJob job,
    EndState state,
    Optional<BuildEvent> result,
    Optional<String> reason,
    Instant committed) {

  /** Which build. */
  public BuildId build() {
    return job.requireBuildId();
  }

  /** Reads a record's text: with a manifest, or with an end. */
  public static Commit decode(byte[] text) throws MalformedMessageException {
    Fields in = Fields.of(text);
    Instant committed = in.instant("committed");
    Optional<ObjectNode> end = in.object("end");
    if (end.isPresent()) {
      BuildEnd ended = BuildEnd.decode(end.get());
      return new Commit(
          ended.job(), ended.state(), Optional.empty(), Optional.of(ended.reason()), committed);
    }
    ObjectNode manifest =
        in.object("manifest")
            .orElseThrow(() -> new MalformedMessageException("it has no manifest and no end"));
    BuildEvent result = BuildEvent.decode(Json.write(manifest.path("result")));
    EndState state = result.status() == Status.SUCCESS ? EndState.PUBLISHED : EndState.FAILED;
    return new Commit(result.job(), state, Optional.of(result), result.reason(), committed);
  }
}
