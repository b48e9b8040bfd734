package org.reimzul.cli;

import static org.reimzul.cli.BuildRecord.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import org.reimzul.core.http.Link;
import org.reimzul.core.job.ResultPath;
import org.reimzul.core.job.Status;

/** Where bstore serves the packages and logs of a build. */
final class ResultUrl {
  private ResultUrl() {}

  /** Empty while there is no result; {@code bstore} ends in a slash. */
  static String of(BuildRecord record, URI bstore) {
    JsonNode result = record.json().path("result");
    if (!result.isObject() || text(result, "status").equals(Status.BUILDING.wire())) {
      return "";
    }
    String place =
        ResultPath.of(
            text(result, "pkgname"),
            text(result, "timestamp"),
            text(result, "evr"),
            text(record.json(), "arch"));
    String kind = record.scratch() ? "scratch/" : "repo/";
    return Link.below(bstore, kind + record.repository() + "/" + place + "/").toString();
  }
}
