package org.reimzul.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

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

  /** From an announcement with the wire's keys. */
  static Result read(JsonNode in) throws IOException {
    var work = new Work(Lines.text(in, "srpm"), Lines.text(in, "target"), Lines.text(in, "arch"));
    return new Result(work, Lines.text(in, "timestamp"), Lines.text(in, "status"));
  }

  @Override
  public String toString() {
    return status + " of " + work + " (" + timestamp + ")";
  }
}
