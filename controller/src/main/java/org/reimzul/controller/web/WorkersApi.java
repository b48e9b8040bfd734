package org.reimzul.controller.web;

import java.net.URI;
import java.util.Optional;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.controller.record.RecordAwayException;

/**
 * {@code GET /reimzul-api/workers}: {@code {"workers": [...]}}, every worker that has ever told of
 * itself, with {@code _id} (host/name), {@code host}, {@code name}, {@code state}, {@code reason},
 * {@code since} and {@code seen}. Thread-safe.
 */
public final class WorkersApi extends Questions {
  /** Where it is to be mounted. */
  public static final String PREFIX = "/reimzul-api/workers";

  private final BuildQueries record;

  /** Reads from this record. */
  public WorkersApi(BuildQueries record) {
    this.record = record;
  }

  @Override
  Optional<String> answer(URI question) throws RecordAwayException, InterruptedException {
    if (!question.getPath().equals(PREFIX)) {
      return Optional.empty();
    }
    return Optional.of("{\"workers\":" + json(record.workers()) + "}");
  }
}
