package org.reimzul.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.job.SourceRequest;

/** What the record holds of a build, read leniently: a key that is missing is empty. */
record BuildRecord(ObjectNode json) {
  private static final Set<String> GOOD = Set.of("PUBLISHED", "SIGNED", "SKIPPED");
  private static final Set<String> BAD = Set.of("FAILED", "CANCELED", "WITHDRAWN", "HELD");

  private static final Set<String> LIVE = Set.of("LEASED", "PREPARING", "BUILDING", "UPLOADING");

  /**
   * Something that happened to the build.
   *
   * @param key tells it from the build's other steps
   * @param what a state of the build, a further attempt, or {@code waits}
   * @param host empty if it happened on none in particular
   * @param reason empty if there is nothing to say
   */
  record Step(String key, String what, Optional<Instant> at, String host, String reason) {}

  String state() {
    return text(json, "state");
  }

  String reason() {
    return text(json, "reason");
  }

  boolean scratch() {
    return json.path("scratch").asBoolean();
  }

  /** The target with its arch; that of a request, until it has a package, comes without. */
  String repository() {
    String target = text(json, "target");
    return SourceRequest.isOne(json.path("job")) ? target + "." + text(json, "arch") : target;
  }

  /** When it came into its state; empty where nobody told. */
  Optional<Instant> since() {
    return elements("transitions")
        .filter(each -> text(each, "state").equals(state()))
        .flatMap(each -> time(each, "at").stream())
        .max(Comparator.naturalOrder());
  }

  boolean ended() {
    return GOOD.contains(state()) || failed();
  }

  boolean failed() {
    return BAD.contains(state());
  }

  /** True while it stands aside until a person decides. */
  boolean held() {
    return state().equals("HELD");
  }

  /** Why it waits, as the controller last said; empty if it doesn't, or nobody said. */
  String waiting() {
    return ended() ? "" : text(json.path("waiting"), "reason");
  }

  /** How often the infrastructure has failed it. */
  int retries() {
    return json.path("retries").asInt(0);
  }

  /**
   * The job as the record has it, if it is a whole one; a remote request until it has a package.
   */
  Optional<FarmJob> job() {
    try {
      FarmJob job = FarmJob.decode(Json.write(json.path("job")));
      return Optional.of(job.withBuildId(new BuildId(text(json, "_id"))));
    } catch (MalformedMessageException | NewerMessageException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Its number in the queue when it was last put. */
  Optional<Long> queueId() {
    JsonNode id = json.path("queue").path("id");
    return id.isIntegralNumber() && id.canConvertToLong()
        ? Optional.of(id.longValue())
        : Optional.empty();
  }

  /** True while a worker of the original builds it: that one knows no attempts. */
  boolean atOriginalWorker() {
    if (!state().equals("BUILDING")) {
      return false;
    }
    Optional<JsonNode> begun =
        elements("transitions")
            .filter(each -> text(each, "state").equals("BUILDING"))
            .reduce((one, later) -> later);
    if (begun.isPresent() && begun.get().has("of")) {
      return text(begun.get(), "of").isEmpty();
    }
    return elements("attempts").allMatch(each -> text(each, "token").isEmpty());
  }

  /** The host of an attempt that has not ended. */
  Optional<String> worker() {
    return elements("attempts")
        .filter(each -> LIVE.contains(text(each, "state")))
        .map(each -> text(each, "host"))
        .reduce((one, later) -> later);
  }

  private Stream<JsonNode> elements(String key) {
    return StreamSupport.stream(json.path(key).spliterator(), false);
  }

  /** What happened to it, in the order of time. */
  List<Step> steps() {
    return new Steps(this).all();
  }

  /**
   * A text or number as text, empty for null; control characters, which a terminal would obey, are
   * replaced.
   */
  static String text(JsonNode node, String key) {
    return node.path(key).asText("").replaceAll("\\p{Cntrl}", "?");
  }

  /** A time, or empty. */
  static Optional<Instant> time(JsonNode node, String key) {
    try {
      return Optional.of(Instant.parse(node.path(key).asText("")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
