package org.reimzul.cli;

import static org.reimzul.cli.BuildRecord.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.ResultPath;

/**
 * Where a published build stands in its repository.
 *
 * @param target the wire's, with arch: the repository's name
 * @param place its directory there, ending in a slash
 * @param nevras its packages, as {@code Nevra} writes them; empty where nobody tells
 */
record Published(String target, String place, List<String> nevras) {
  /** As bstore has committed it; empty for an end without a result, and for a scratch build. */
  static Optional<Published> of(Commit commit, ObjectNode text) {
    if (commit.result().isEmpty() || commit.job().scratch()) {
      return Optional.empty();
    }
    BuildEvent result = commit.result().get();
    List<String> nevras = new ArrayList<>();
    for (JsonNode file : text.path("manifest").path("files")) {
      if (file.path("nevra").isTextual()) {
        nevras.add(file.path("nevra").textValue());
      }
    }
    String place = ResultPath.of(result);
    return Optional.of(new Published(result.job().target(), place + "/", nevras));
  }

  /** As the record has it: of a build that an original worker has made there is no commit. */
  static Optional<Published> of(BuildRecord record) {
    JsonNode result = record.json().path("result");
    if (!result.isObject() || record.json().path("scratch").asBoolean()) {
      return Optional.empty();
    }
    String place =
        ResultPath.of(
            text(result, "pkgname"),
            text(result, "timestamp"),
            text(result, "evr"),
            text(record.json(), "arch"));
    return Optional.of(new Published(text(record.json(), "target"), place + "/", List.of()));
  }
}
