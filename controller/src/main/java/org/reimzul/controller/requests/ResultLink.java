package org.reimzul.controller.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.BuildResult;
import org.reimzul.core.http.Link;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.ResultPath;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.job.Status;

/** Where the packages and logs of a build are. */
record ResultLink(URI bstore) {
  /** Empty while there is no result. */
  Optional<String> of(BuildRecord build) {
    Optional<BuildResult> result = build.result().filter(r -> r.status() != Status.BUILDING);
    ObjectNode job = build.job().orElseGet(Json::object);
    return result.map(known -> link(job, known));
  }

  private String link(ObjectNode job, BuildResult result) {
    String kind = job.path("scratch").asBoolean() ? "scratch" : "repo";
    String place =
        ResultPath.of(
            result.pkgname(), result.timestamp(), result.evr(), job.path("arch").asText());
    return Link.below(bstore, kind + "/" + repository(job) + "/" + place + "/").toString();
  }

  /**
   * The target with its arch; that of a request, which failed before it had a package, has none.
   */
  private static String repository(ObjectNode job) {
    String target = job.path("target").asText();
    return SourceRequest.isOne(job) ? target + "." + job.path("arch").asText() : target;
  }
}
