package org.reimzul.controller.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/**
 * What {@code notify} brought, on its way to the record: the body of the tube {@code
 * notify-record}.
 *
 * @param at when it was put into {@code notify}
 * @param body as it came, with every key
 */
record Notification(Instant at, ObjectNode body) {
  static Notification decode(byte[] body) throws MalformedMessageException {
    Fields in = Fields.of(body);
    return new Notification(in.instant("at"), in.requiredObject("body"));
  }

  byte[] encode() {
    ObjectNode out = Json.object().put("v", Fields.VERSION).put("at", at.toString());
    out.set("body", body);
    return Json.write(out);
  }

  BuildEvent event() throws MalformedMessageException {
    return BuildEvent.decode(bytes());
  }

  /** The body in bytes; the same for each delivery, whatever blanks its sender wrote. */
  byte[] bytes() {
    return Json.write(body);
  }
}
