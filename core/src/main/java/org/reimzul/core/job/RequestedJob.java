package org.reimzul.core.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What becomes of a {@link SourceRequest}: the build of its source package, of the same id. */
final class RequestedJob {
  /** What a requester can't say of a job. */
  private static final Set<String> OF_THE_JOB =
      Set.of(
          "srpm",
          "srpm_sha256",
          "after",
          "source",
          "status",
          "builder_fqdn",
          "evr",
          "pkgname",
          "timestamp",
          "attempt",
          "reason");

  private RequestedJob() {}

  /** That of a package that was made. */
  static BuildJob made(
      SourceRequest request, String srpm, String sha256, String distTag, String url) {
    return of(request, srpm, distTag, Optional.of(sha256), origin(request).put("url", url));
  }

  /**
   * For an end before there was a source package: one whose name says so, and without a digest, by
   * which it is told from one that was made.
   */
  static BuildJob unmade(SourceRequest request) {
    String tag = request.distTag().isEmpty() ? ".unknown" : request.distTag();
    String srpm = request.pkg() + "-0-0.src.rpm";
    return of(request, srpm, tag, Optional.empty(), origin(request));
  }

  private static BuildJob of(
      SourceRequest request, String srpm, String tag, Optional<String> sha256, ObjectNode origin) {
    Map<String, JsonNode> more = new LinkedHashMap<>(request.extra());
    more.keySet().removeAll(OF_THE_JOB);
    request.requestId().ifPresent(id -> more.put("request_id", origin.textNode(id)));
    more.put("source", origin);
    return new BuildJob(
        srpm,
        request.arch(),
        request.wireTarget(),
        tag,
        request.scratch(),
        request.submitter(),
        request.buildId(),
        sha256,
        more);
  }

  private static ObjectNode origin(SourceRequest request) {
    ObjectNode origin =
        Json.object()
            .put("pkg", request.pkg())
            .put("git_branch", request.branch())
            .put("git_ref", request.ref());
    request.commit().ifPresent(hash -> origin.put("commit", hash));
    return origin;
  }
}
