package org.reimzul.controller.mqtt;

import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Status;

/** A result as subscribers get it, with exactly these keys; the body of notify-mqtt, too. */
public record ResultMessage(
    String srpm, Status status, String target, String arch, String timestamp, String submitter) {

  /** What subscribers hear of an event. */
  public static ResultMessage of(BuildEvent event) {
    var job = event.job();
    return new ResultMessage(
        job.srpm(), event.status(), job.target(), job.arch(), event.timestamp(), job.submitter());
  }

  /** Reads a body; unknown keys are ignored. */
  public static ResultMessage decode(byte[] body) throws MalformedMessageException {
    Fields in = Fields.of(body);
    return new ResultMessage(
        in.text("srpm", Grammar::srpm),
        in.text("status", Status::parse),
        in.text("target", Grammar::target),
        in.text("arch", Grammar::arch),
        in.text("timestamp", Grammar::timestamp),
        in.text("submitter", Grammar::person));
  }

  /** The body. */
  public byte[] encode() {
    return Json.write(
        Json.object()
            .put("srpm", srpm)
            .put("status", status.wire())
            .put("target", target)
            .put("arch", arch)
            .put("timestamp", timestamp)
            .put("submitter", submitter));
  }
}
