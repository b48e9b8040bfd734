package org.reimzul.farm;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.reimzul.core.job.Grammar;

/** A build as the record has it. */
record BuildView(Document document) {
  String id() {
    return document.getString("_id");
  }

  /** The name without version, release and ending, for narrow columns. */
  String shortName() {
    String srpm = Grammar.srpm(document.getString("srpm"));
    int release = srpm.lastIndexOf('-');
    return srpm.substring(0, srpm.lastIndexOf('-', release - 1));
  }

  String srpm() {
    return document.getString("srpm");
  }

  String arch() {
    return document.getString("arch");
  }

  String state() {
    return document.getString("state");
  }

  Optional<String> reason() {
    return Optional.ofNullable(document.getString("reason"));
  }

  boolean ended() {
    return switch (state()) {
      case "PUBLISHED", "SIGNED", "FAILED", "SKIPPED", "CANCELED", "WITHDRAWN", "HELD" -> true;
      default -> false;
    };
  }

  boolean published() {
    return state().equals("PUBLISHED") || state().equals("SIGNED");
  }

  List<Document> transitions() {
    return document.getList("transitions", Document.class, List.of());
  }

  List<Document> attempts() {
    return document.getList("attempts", Document.class, List.of());
  }

  /** From submission to the last transition, or until now for a build that goes on. */
  Duration age() {
    Instant begin = begin();
    List<Document> all = transitions();
    Date last = all.isEmpty() ? null : all.get(all.size() - 1).getDate("at");
    return Duration.between(begin, ended() && last != null ? last.toInstant() : Instant.now());
  }

  /** The word of a submission may come after that of the build's start. */
  private Instant begin() {
    Date submitted = document.getDate("submitted_at");
    List<Document> all = transitions();
    Date first = all.isEmpty() ? null : all.get(0).getDate("at");
    Date begin = submitted == null ? first : submitted;
    return begin == null ? Instant.now() : begin.toInstant();
  }

  /** {@code QUEUED 0.1 s → BUILDING 3.2 s}: each state with how long after submission it came. */
  String path() {
    Instant begin = begin();
    var text = new StringBuilder();
    for (Document step : transitions()) {
      Duration after = Duration.between(begin, step.getDate("at").toInstant());
      text.append(text.isEmpty() ? "" : " → ").append(step.getString("state"));
      text.append(String.format(" %.1f s", Math.max(0, after.toMillis()) / 1000.0));
    }
    return text.toString();
  }

  /** The result's directory below the repository, where logs and packages lie. */
  Optional<String> place() {
    Document result = document.get("result", Document.class);
    if (result == null || result.getString("timestamp") == null) {
      return Optional.empty();
    }
    return Optional.of(
        result.getString("pkgname")
            + "/"
            + result.getString("timestamp")
            + "/"
            + result.getString("evr")
            + "."
            + arch()
            + "/");
  }
}
