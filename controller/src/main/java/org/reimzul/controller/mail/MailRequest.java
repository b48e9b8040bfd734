package org.reimzul.controller.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/**
 * A result to be mailed: the body of the tube {@code notify-mail}.
 *
 * @param to what is left of the recipients; empty before the first try
 */
public record MailRequest(BuildEvent event, List<String> to) {
  /** Copies the list and checks each address. */
  public MailRequest {
    to = List.copyOf(to);
    to.forEach(Addresses::check);
  }

  /** To all recipients that the configuration names. */
  public static MailRequest of(BuildEvent event) {
    return new MailRequest(event, List.of());
  }

  /** Reads a body. */
  public static MailRequest decode(byte[] body) throws MalformedMessageException {
    Fields in = Fields.of(body);
    ObjectNode event = in.requiredObject("event");
    try {
      return new MailRequest(BuildEvent.decode(Json.write(event)), in.texts("to"));
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(e.getMessage());
    }
  }

  /** The body. */
  public byte[] encode() {
    ObjectNode out = Json.object().put("v", Fields.VERSION);
    out.set("event", event.toJson());
    if (!to.isEmpty()) {
      var list = out.putArray("to");
      to.forEach(list::add);
    }
    return Json.write(out);
  }
}
