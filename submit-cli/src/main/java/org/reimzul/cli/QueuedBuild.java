package org.reimzul.cli;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Json;

/**
 * A build that the queue has acknowledged.
 *
 * @param queueId its number in beanstalkd
 */
record QueuedBuild(BuildRequest request, long queueId) {
  /** The original's line. */
  String line() {
    return said() + after(request.job());
  }

  /** The same with the build's id, which every other command asks for. */
  String namedLine() {
    return said() + ", build " + request.id() + after(request.job());
  }

  private String said() {
    BuildJob job = request.job();
    return String.format(
        "Submitted SRPM %s to build queue %s for target %s (scratch: %s) by %s",
        job.srpm(),
        request.tube().value(),
        job.target(),
        job.scratch() ? "True" : "False",
        job.submitter());
  }

  private static String after(BuildJob job) {
    String ids = job.after().stream().map(BuildId::value).collect(Collectors.joining(", "));
    return ids.isEmpty() ? "" : ", after " + ids;
  }

  /** One JSON object on a line, for scripts: the job and where it is. */
  String json() {
    var out =
        request
            .job()
            .toJson()
            .put("tube", request.tube().value())
            .put("queue_id", queueId)
            .put("priority", request.urgency().priority().value());
    return new String(Json.write(out), StandardCharsets.UTF_8);
  }
}
