package org.reimzul.core.job;

import java.time.Instant;

/**
 * What a person has pinned up for workers to see: the body of the one job in a tube that nobody
 * watches, see {@code Notices}.
 *
 * @param by who
 * @param at by the sender's clock
 * @param reason one line for a person; cut where it is longer, since it goes into other messages
 */
public record Notice(String by, Instant at, String reason) {
  private static final int LONGEST = 1_000;

  /** Cuts what is too long. */
  public Notice {
    by = Excerpt.cut(by, LONGEST);
    reason = Excerpt.cut(reason, LONGEST);
  }

  /** Reads a body. */
  public static Notice decode(byte[] body) throws MalformedMessageException {
    Fields in = Fields.of(body);
    return new Notice(in.text("by"), in.instant("at"), in.text("reason"));
  }

  /** The body. */
  public byte[] encode() {
    return Json.write(
        Json.object()
            .put("v", Fields.VERSION)
            .put("by", by)
            .put("at", at.toString())
            .put("reason", reason));
  }
}
