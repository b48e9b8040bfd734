package org.reimzul.core.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What bstore is asked to do besides publishing: the body of the tube {@code bstore}. */
public sealed interface BstoreRequest {
  /** Commit this end, unless the build has one. */
  record End(BuildEnd end) implements BstoreRequest {
    @Override
    public byte[] encode() {
      ObjectNode out = Json.object().put("v", Fields.VERSION).put("action", "end");
      out.set("end", end.toJson());
      return Json.write(out);
    }
  }

  /** Take a published build out of its repository, for good. */
  record Withdraw(BuildId build, String reason, String by, Instant at) implements BstoreRequest {
    @Override
    public byte[] encode() {
      return Json.write(
          Json.object()
              .put("v", Fields.VERSION)
              .put("action", "withdraw")
              .put("build_id", build.value())
              .put("reason", reason)
              .put("by", by)
              .put("at", at.toString()));
    }
  }

  /** Tell the record every end that was ever committed, in order. */
  record Reindex(String by, Instant at) implements BstoreRequest {
    @Override
    public byte[] encode() {
      return Json.write(
          Json.object()
              .put("v", Fields.VERSION)
              .put("action", "reindex")
              .put("by", by)
              .put("at", at.toString()));
    }
  }

  /** The body. */
  byte[] encode();

  /** Reads a body; an unknown action is malformed. */
  static BstoreRequest decode(byte[] body) throws MalformedMessageException {
    Fields in = Fields.of(body);
    String action = in.text("action");
    return switch (action) {
      case "end" -> new End(BuildEnd.decode(in.requiredObject("end")));
      case "withdraw" ->
          new Withdraw(
              in.text("build_id", BuildId::new),
              in.text("reason"),
              in.text("by"),
              in.instant("at"));
      case "reindex" -> new Reindex(in.text("by"), in.instant("at"));
      default -> throw new MalformedMessageException("no such action: " + Excerpt.of(action));
    };
  }
}
