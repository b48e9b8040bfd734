package org.reimzul.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Json;

/** Jobs of tests and what the record tells of them. */
final class Jobs {
  private Jobs() {}

  /** A new build of tiny-1.0 for c7.noarch. */
  static BuildJob tiny() {
    return new BuildJob(
        "tiny-1.0-1.el7_4.src.rpm",
        "noarch",
        "c7.noarch",
        ".el7_4",
        false,
        "joe",
        Optional.of(BuildId.mint(Instant.now())),
        Optional.empty(),
        Map.of());
  }

  /** Its document in the record, which saw the job in the queue under this number last. */
  static ObjectNode document(BuildJob job, String state, String tube, long queueId) {
    ObjectNode document =
        Json.object()
            .put("_id", job.requireBuildId().value())
            .put("srpm", job.srpm())
            .put("arch", job.arch())
            .put("target", job.target())
            .put("state", state)
            .putNull("reason");
    document.set("job", job.toJson());
    document.putObject("queue").put("tube", tube).put("id", queueId).put("priority", 8192);
    document.putArray("transitions");
    document.putArray("attempts");
    return document;
  }

  /** The same with an attempt of ours under way. */
  static ObjectNode withAttempt(ObjectNode document, String host) {
    document
        .withArray("attempts")
        .addObject()
        .put("token", "0123456789abcdef")
        .put("number", 1)
        .put("host", host)
        .put("state", "BUILDING")
        .putNull("reason");
    return document;
  }
}
