package org.reimzul.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Prints how builds move until all have ended. */
final class Follow {
  private static final Set<String> GOOD = Set.of("PUBLISHED", "SIGNED");
  private static final Set<String> BAD =
      Set.of("FAILED", "SKIPPED", "CANCELED", "WITHDRAWN", "HELD");
  private static final long PAUSE_MILLIS = 500;

  private final StatusApi status;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> shown = new HashMap<>();
  private boolean away;

  Follow(StatusApi status, PrintWriter out, PrintWriter err) {
    this.status = status;
    this.out = out;
    this.err = err;
  }

  /** True when every one of them was published. */
  boolean untilEnded(List<QueuedBuild> builds) throws InterruptedException {
    boolean allGood = true;
    for (QueuedBuild build : builds) {
      String state = "";
      while (!GOOD.contains(state) && !BAD.contains(state)) {
        for (QueuedBuild each : builds) {
          show(each);
        }
        state = shown.getOrDefault(id(build), "");
        if (!GOOD.contains(state) && !BAD.contains(state)) {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
      allGood &= GOOD.contains(state);
    }
    return allGood;
  }

  private static String id(QueuedBuild build) {
    return build.request().job().requireBuildId().value();
  }

  private void show(QueuedBuild build) throws InterruptedException {
    try {
      status
          .build(build.request().job().requireBuildId())
          .ifPresent(record -> lineIfChanged(build, record));
      away = false;
    } catch (IOException e) {
      if (!away) {
        err.println("the controller does not answer, waiting for it: " + e.getMessage());
        err.flush();
      }
      away = true;
    }
  }

  private void lineIfChanged(QueuedBuild build, ObjectNode record) {
    String state = record.path("state").asText();
    if (state.equals(shown.put(id(build), state))) {
      return;
    }
    JsonNode attempts = record.path("attempts");
    String host = attempts.path(attempts.size() - 1).path("host").asText("");
    String reason = record.path("reason").asText("");
    out.println(
        LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
            + " "
            + build.request().job().srpm()
            + " "
            + build.request().job().arch()
            + " "
            + state
            + (state.equals("BUILDING") && !host.isEmpty() ? " on " + host : "")
            + (BAD.contains(state) && !reason.isEmpty() ? ": " + reason : ""));
    out.flush();
  }
}
