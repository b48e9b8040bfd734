package org.reimzul.controller.gateway;

import java.io.IOException;
import java.util.Optional;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.requests.RequestDesk;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Excerpt;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.mqtt.Inbound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one message: it is accepted, or refused with a reason, and answered. For one thread. */
final class Clerk {
  private static final Logger log = LoggerFactory.getLogger(Clerk.class);

  private final GatewayConfig config;
  private final Door door;
  private final Intake intake;
  private final Word word;
  private final RequestDesk desk;

  Clerk(GatewayConfig config, Door door, Intake intake, Word word, RequestDesk desk) {
    this.config = config;
    this.door = door;
    this.intake = intake;
    this.word = word;
    this.desk = desk;
  }

  /**
   * All that follows from the message was put when this returns.
   *
   * @throws IOException when it can't be served now
   */
  void serve(Inbound message) throws IOException, InterruptedException {
    try {
      SourceRequest request = door.read(message);
      RequestNews answer = intake.take(request, message.repeated());
      desk.tell(answer);
      CrashPoint.reach("gateway.answer.put");
    } catch (RefusedException e) {
      refuse(message, e.getMessage());
    } catch (RuntimeException e) {
      log.error("a message on {} failed unexpectedly", Excerpt.of(message.topic()), e);
      refuse(message, "the gateway failed: " + e);
    }
  }

  /**
   * Whatever fails here must not stop the gateway: the broker would deliver the message again to
   * the next one, and that one would stop, too.
   */
  private void refuse(Inbound message, String reason) throws InterruptedException {
    try {
      record(message, reason);
    } catch (RuntimeException e) {
      log.error("a message on {} is dropped unanswered", Excerpt.of(message.topic()), e);
    }
  }

  private void record(Inbound message, String reason) throws InterruptedException {
    Optional<Address> address = Address.of(config.prefix(), message);
    log.warn(
        "refused a message on {}{}: {}",
        Excerpt.of(message.topic()),
        address.map(sender -> " from " + sender.user()).orElse(""),
        reason);
    word.rejected("mqtt " + message.topic(), message.number(), message.payload(), reason);
    CrashPoint.reach("gateway.refusal.recorded");
    if (address.isPresent()) {
      desk.tell(refusal(address.get(), reason));
      CrashPoint.reach("gateway.refusal.told");
    }
  }

  private RequestNews refusal(Address address, String reason) {
    return new RequestNews(
        BuildId.mint(word.now()).value(),
        address.user(),
        address.requestId(),
        Optional.empty(),
        RequestNews.REFUSED,
        Optional.of(reason),
        Optional.empty(),
        Optional.empty(),
        word.now());
  }
}
