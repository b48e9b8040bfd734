package org.reimzul.controller.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;

/** Puts news of remote requests into the tube of their sink. Thread-safe. */
public final class RequestDesk {
  private final Sender sender;
  private final ResultLink links;

  /** {@code bstore} is the base of the links to logs, ending in a slash. */
  public RequestDesk(Sender sender, URI bstore) {
    this.sender = sender;
    this.links = new ResultLink(bstore);
  }

  /** Puts it. */
  public void tell(RequestNews news) throws InterruptedException {
    sender.send(Tubes.NOTIFY_REQUESTS, news.encode());
  }

  /**
   * How a build stands; empty for one that nobody has requested from afar.
   *
   * @param eventId of the message that made it so, the same for each delivery of it
   */
  public Optional<RequestNews> standing(BuildRecord build, String eventId, Instant at) {
    ObjectNode job = build.job().orElseGet(Json::object);
    if (!SourceRequest.isOne(job) && !job.path("source").isObject()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RequestNews(
              eventId,
              job.path("submitter").asText(),
              job.path("request_id").asText(build.id()),
              Optional.of(new BuildId(build.id())),
              build.state().name(),
              build.reason(),
              Optional.ofNullable(job.path("srpm").textValue()),
              links.of(build),
              at));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a job of the queue that only looks like one
    }
  }
}
