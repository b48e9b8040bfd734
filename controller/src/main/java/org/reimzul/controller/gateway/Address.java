package org.reimzul.controller.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.SourceGrammar;
import org.reimzul.core.mqtt.Inbound;

/** Where an answer to a message that was refused can go. */
record Address(String user, String requestId) {
  /**
   * Empty where it doesn't say. On a topic with a name the answer goes to that name, whoever the
   * message claims to be from.
   */
  static Optional<Address> of(String prefix, Inbound message) {
    if (message.payload().length > Door.LONGEST) {
      return Optional.empty();
    }
    try {
      ObjectNode body = Json.read(message.payload());
      String claimed = body.path("submitter").asText();
      String user = Place.of(prefix, message.topic()).user().orElse(claimed);
      String id = body.path("request_id").asText();
      return Optional.of(new Address(SourceGrammar.user(user), SourceGrammar.requestId(id)));
    } catch (MalformedMessageException | RefusedException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
