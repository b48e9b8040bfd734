package org.reimzul.controller.gateway;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.controller.queue.EarlierPut;
import org.reimzul.controller.queue.QueuedJob;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.requests.RequestDesk;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Tubes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues a request, once. Its build id is derived from its name and its submitter's, so that each
 * repetition (a broker that delivers again, a client that asks again) finds the same build, and is
 * answered with how that one stands. For one thread.
 */
final class Intake {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final KnownRequests known;
  private final EarlierPut earlier;
  private final Word word;
  private final RequestDesk desk;

  Intake(KnownRequests known, EarlierPut earlier, Word word, RequestDesk desk) {
    this.known = known;
    this.earlier = earlier;
    this.word = word;
    this.desk = desk;
  }

  /**
   * The answer to a request.
   *
   * @param repeated whether the broker has delivered it before
   * @throws IOException when it can't be told whether it is in the queue
   */
  RequestNews take(SourceRequest asked, boolean repeated)
      throws IOException, InterruptedException, RefusedException {
    if (asked.requestId().isEmpty()) {
      return queue(asked.withBuildId(BuildId.mint(word.now())), false);
    }
    SourceRequest request =
        asked.withBuildId(BuildId.ofRequest(asked.submitter(), asked.requestId().get()));
    Optional<BuildRecord> before = known.record(request.requireBuildId());
    if (before.isPresent()) {
      SameRequest.require(request, before.get());
    }
    if (before.filter(Intake::placed).isPresent()) {
      String eventId = BuildId.mint(word.now()).value();
      return desk.standing(before.get(), eventId, word.now()).orElseGet(() -> accepted(request));
    }
    return known.queuedHere(request.requireBuildId())
        ? accepted(request)
        : queue(request, repeated || before.isPresent());
  }

  /** True when its job is known to have been put. */
  private static boolean placed(BuildRecord build) {
    return build.queue().isPresent() || !build.attempts().isEmpty() || build.state().ended();
  }

  private RequestNews queue(SourceRequest request, boolean perhapsThere)
      throws IOException, InterruptedException {
    Instant now = word.now();
    word.submitted(request, now, Tubes.BUILD);
    CrashPoint.reach("gateway.event.put");
    Optional<QueuedJob> there =
        perhapsThere ? earlier.find(request.requireBuildId()) : Optional.empty();
    if (there.isEmpty()) {
      long id = word.put(Tubes.SOURCE, request.encode(), Tubes.BUILD);
      CrashPoint.reach("gateway.job.put");
      word.placed(EventKind.QUEUED, request, Tubes.SOURCE, id, now, Optional.empty());
    } else if (there.get().stats().tube().equals(Tubes.SOURCE)) {
      long id = there.get().stats().id();
      Instant put = there.get().put();
      word.placed(EventKind.QUEUED, there.get().job(), Tubes.SOURCE, id, put, Optional.empty());
    }
    CrashPoint.reach("gateway.place.put");
    known.queued(request.requireBuildId());
    log.info(
        "accepted build {}: {} ({}) for {} by {}",
        request.requireBuildId(),
        request.pkg(),
        request.branch(),
        request.wireTarget(),
        request.submitter());
    return accepted(request);
  }

  private RequestNews accepted(SourceRequest request) {
    String build = request.requireBuildId().value();
    return new RequestNews(
        build + ".accepted",
        request.submitter(),
        request.requestId().orElse(build),
        request.buildId(),
        RequestNews.ACCEPTED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        word.now());
  }
}
