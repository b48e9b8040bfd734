package org.reimzul.core.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What stands in the queue for a build: its job, or, until its source package was made, the request
 * for that. Immutable.
 */
public sealed interface FarmJob permits BuildJob, SourceRequest {
  /** Empty in what an original submitter has put. */
  Optional<BuildId> buildId();

  /** The build id: a job has one from the moment that somebody of ours has taken it. */
  default BuildId requireBuildId() {
    return buildId().orElseThrow(() -> new IllegalStateException("the job has no build id yet"));
  }

  /** As requested. */
  String arch();

  /** Builds that must be published before this one starts. */
  List<BuildId> after();

  /** How often the infrastructure has failed it. */
  Tries tries();

  /** The body. */
  default byte[] encode() {
    return Json.write(toJson());
  }

  /** The body as a tree, with the original's keys first. */
  ObjectNode toJson();

  /** The same under this id. */
  FarmJob withBuildId(BuildId id);

  /** The same with these failures behind it. */
  FarmJob withTries(Tries behind);

  /** How an end that comes without a result names what has ended: see {@link BuildEnd}. */
  BuildJob ended();

  /** Reads a body of either kind. */
  static FarmJob decode(byte[] body) throws MalformedMessageException {
    ObjectNode tree = Json.read(body);
    return SourceRequest.isOne(tree) ? SourceRequest.decode(tree) : BuildJob.decode(body);
  }
}
