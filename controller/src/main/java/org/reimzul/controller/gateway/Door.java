package org.reimzul.controller.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Excerpt;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.mqtt.Inbound;

/**
 * Makes a request of a message, or refuses it. Nothing that a stranger wrote goes past it unread.
 */
final class Door {
  /** In bytes; what becomes of it must fit into the queue several times over. */
  static final int LONGEST = 8192;

  private static final Duration FUTURE = Duration.ofDays(1);

  /** Keys that the farm's own messages have and that mean something to it. */
  private static final List<String> OURS =
      List.of(
          "build_id",
          "commit",
          "srpm",
          "srpm_sha256",
          "source",
          "retries",
          "failed_on",
          "after",
          "status",
          "attempt",
          "builder_fqdn",
          "pkgname",
          "evr",
          "timestamp",
          "reason");

  private final GatewayConfig config;
  private final Clock clock;

  Door(GatewayConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** The request; it has no build id yet. */
  SourceRequest read(Inbound message) throws RefusedException {
    Place place = Place.of(config.prefix(), message.topic());
    if (message.payload().length > LONGEST) {
      throw new RefusedException("it is larger than " + LONGEST + " bytes");
    }
    try {
      ObjectNode body = Json.read(message.payload());
      agree(body, "arch", Optional.of(place.arch()));
      agree(body, "submitter", place.user());
      requireTheirs(body);
      SourceRequest request = SourceRequest.decode(body);
      check(request, place);
      return request;
    } catch (NewerMessageException e) {
      throw new RefusedException("it is of a newer format than this gateway reads");
    } catch (MalformedMessageException | IllegalArgumentException e) {
      throw new RefusedException(e.getMessage());
    }
  }

  private static void agree(ObjectNode body, String key, Optional<String> topic)
      throws RefusedException {
    if (topic.isPresent() && !body.hasNonNull(key)) {
      body.put(key, topic.get());
    } else if (topic.isPresent() && !body.get(key).asText().equals(topic.get())) {
      throw new RefusedException(
          String.format(
              "its %s is %s and its topic says %s",
              key, Excerpt.of(body.get(key).asText()), Excerpt.of(topic.get())));
    }
  }

  private static void requireTheirs(ObjectNode body) throws RefusedException {
    for (String key : OURS) {
      if (body.has(key)) {
        throw new RefusedException("the key " + key + " is the farm's own");
      }
    }
  }

  private void check(SourceRequest request, Place place) throws RefusedException {
    if (config.namedOnly() && place.user().isEmpty()) {
      throw new RefusedException(
          "requests are taken on " + config.prefix() + request.submitter() + "/ARCH only");
    }
    config.arches().require(request.arch());
    if (!config.targets().isEmpty() && !config.targets().contains(request.target())) {
      throw new RefusedException(
          "unknown target "
              + Excerpt.of(request.target())
              + "; configured: "
              + String.join(", ", config.targets()));
    }
    BuildId id = BuildId.ofRequest(request.submitter(), request.requestId().orElse(""));
    if (id.minted().isAfter(clock.instant().plus(FUTURE))) {
      throw new RefusedException("its request_id is of the future: is the client's clock right?");
    }
  }
}
