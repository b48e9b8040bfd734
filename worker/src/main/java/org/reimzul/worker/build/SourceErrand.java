package org.reimzul.worker.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.job.Tries;

/** To make a source package. */
record SourceErrand(SourceRequest request) implements Errand<SourceErrand> {
  /** Stands for version and release, and a disttag, that nobody knows yet. */
  private static final String UNKNOWN = "-0-0.src.rpm";

  private static final String NO_DISTTAG = ".unknown";

  /** The build under the name of a source package that isn't there yet. */
  @Override
  public BuildJob job() {
    Map<String, JsonNode> more = new LinkedHashMap<>(request.extra());
    request.requestId().ifPresent(id -> more.put("request_id", Json.object().textNode(id)));
    ObjectNode origin =
        Json.object()
            .put("pkg", request.pkg())
            .put("git_branch", request.branch())
            .put("git_ref", request.ref());
    request.commit().ifPresent(commit -> origin.put("commit", commit));
    more.put("source", origin);
    return new BuildJob(
            request.pkg() + UNKNOWN,
            request.arch(),
            request.wireTarget(),
            request.distTag().isEmpty() ? NO_DISTTAG : request.distTag(),
            request.scratch(),
            request.submitter(),
            Optional.of(request.requireBuildId()),
            Optional.empty(),
            more)
        .withTries(request.tries());
  }

  @Override
  public ObjectNode toJson() {
    return request.toJson();
  }

  @Override
  public SourceErrand withTries(Tries behind) {
    return new SourceErrand(request.withTries(behind));
  }

  /** The same, settled on this commit. */
  SourceErrand withCommit(String commit) {
    return new SourceErrand(request.withCommit(commit));
  }
}
