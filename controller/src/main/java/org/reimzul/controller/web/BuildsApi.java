package org.reimzul.controller.web;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.job.BuildId;

/**
 * {@code GET /reimzul-api/builds/<id>}: one build's document, and {@code GET
 * /reimzul-api/builds?limit=N}: an array of the newest. Thread-safe.
 */
public final class BuildsApi extends Questions {
  /** Where it is to be mounted. */
  public static final String PREFIX = "/reimzul-api/builds";

  private static final int DEFAULT_LIMIT = 20;
  private static final int MOST = 500;
  private static final Pattern LIMIT = Pattern.compile("limit=([0-9]{1,3})");

  private final BuildQueries record;

  /** Reads from this record. */
  public BuildsApi(BuildQueries record) {
    this.record = record;
  }

  @Override
  Optional<String> answer(URI question) throws RecordAwayException, InterruptedException {
    String path = question.getPath().substring(PREFIX.length());
    if (path.isEmpty() || path.equals("/")) {
      return Optional.of(json(record.newest(limit(question.getQuery()))));
    }
    return record.document(new BuildId(path.substring(1))).map(ReadOnly::json);
  }

  private static int limit(String query) {
    if (query == null) {
      return DEFAULT_LIMIT;
    }
    Matcher asked = LIMIT.matcher(query);
    if (!asked.matches() || Integer.parseInt(asked.group(1)) < 1) {
      throw new IllegalArgumentException("the query is not limit=N with N from 1 to " + MOST);
    }
    return Math.min(Integer.parseInt(asked.group(1)), MOST);
  }
}
