package org.reimzul.checker;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The end of a build as it is announced, without the build's id.
 *
 * @param timestamp part of the result's path
 * @param status {@link #SUCCESS} or {@link #FAILED}, or something else that nobody should send
 */
record Result(Work work, String timestamp, String status) {
  static final String SUCCESS = "Success";
  static final String FAILED = "Failed";

  /** True for the two statuses that end a build. */
  boolean ends() {
    return status.equals(SUCCESS) || status.equals(FAILED);
  }

  /** From an announcement with the wire's keys; one that isn't like that is nobody's result. */
  static Result of(JsonNode in) {
    var work =
        new Work(in.path("srpm").asText(), in.path("target").asText(), in.path("arch").asText());
    boolean whole = in.isObject() && in.path("timestamp").isTextual();
    return whole
        ? new Result(work, in.path("timestamp").asText(), in.path("status").asText())
        : new Result(work, "", "nothing sensible: " + in);
  }

  @Override
  public String toString() {
    return status + " of " + work + " (" + timestamp + ")";
  }
}
