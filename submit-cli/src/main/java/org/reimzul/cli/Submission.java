package org.reimzul.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;

/** Checks a whole order, and only then queues its builds one by one. */
final class Submission {
  private final FarmSettings settings;
  private final Incoming incoming;
  private final String by = "submit@" + Host.name();

  Submission(FarmSettings settings) {
    this.settings = settings;
    this.incoming = new Incoming(settings);
  }

  /**
   * Queues the order; {@code queued} hears of each build once it is acknowledged.
   *
   * @throws UserException when anything of the order cannot be served; its message tells which
   *     builds were queued if some were
   */
  void submit(Order order, Consumer<QueuedBuild> queued)
      throws UserException, IOException, InterruptedException {
    List<BuildRequest> requests = requests(order);
    List<String> done = new ArrayList<>();
    try (Beanstalk queue =
        Beanstalk.connect(settings.queue().endpoint(), settings.queue().options())) {
      for (BuildRequest request : requests) {
        incoming.place(request.source());
        long id = put(queue, request);
        done.add(describe(request));
        queued.accept(new QueuedBuild(request, id));
      }
    } catch (BeanstalkException e) {
      throw new UserException(lost(e, requests, done));
    }
  }

  private List<BuildRequest> requests(Order order)
      throws UserException, IOException, InterruptedException {
    try {
      settings.requireTarget(order.target());
      TargetConfig target = settings.targets().get(order.target());
      String distTag = distTag(order, target);
      List<String> arches = arches(order, target);
      arches.forEach(settings.arches()::require);
      List<BuildRequest> requests = new ArrayList<>();
      for (String srpm : order.srpms()) {
        Source source = incoming.check(srpm);
        for (String arch : arches) {
          requests.add(BuildRequest.of(source, arch, order, distTag, settings));
        }
      }
      return requests;
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage());
    }
  }

  private static String distTag(Order order, TargetConfig target) throws UserException {
    return order
        .distTag()
        .or(() -> target == null ? Optional.empty() : target.distTag())
        .orElseThrow(
            () ->
                new UserException(
                    "target " + order.target() + " has no disttag configured: give one with -d"));
  }

  private static List<String> arches(Order order, TargetConfig target) throws UserException {
    if (!order.arches().isEmpty()) {
      return order.arches().stream().distinct().toList();
    }
    if (target == null) {
      throw new UserException(
          "target " + order.target() + " is not configured: give the arches with -a");
    }
    return target.arches();
  }

  /** The record hears of a build before the queue has it: nothing that is queued is unknown. */
  private long put(Beanstalk queue, BuildRequest request) throws BeanstalkException {
    var id = request.job().requireBuildId();
    Duration ttr = settings.queue().ttr();
    var submitted =
        FarmEvent.of(EventKind.SUBMITTED, Instant.now(), by, id, null)
            .with("job", request.job().toJson())
            .with("priority", request.urgency().priority().value());
    queue.put(Tubes.EVENTS, submitted.encode(), Tubes.BUILD, Duration.ZERO, ttr);
    long queueId =
        queue.put(
            request.tube(),
            request.job().encode(),
            request.urgency().priority(),
            Duration.ZERO,
            ttr);
    var event =
        FarmEvent.of(EventKind.QUEUED, Instant.now(), by, id, null)
            .with("tube", request.tube().value())
            .with("queue_id", queueId);
    queue.put(Tubes.EVENTS, event.encode(), Tubes.BUILD, Duration.ZERO, ttr);
    return queueId;
  }

  private String lost(BeanstalkException e, List<BuildRequest> requests, List<String> done) {
    String reason = settings.queue().describe() + ": " + e.getMessage();
    if (done.isEmpty()) {
      return reason + "; nothing was queued";
    }
    List<String> not = requests.stream().skip(done.size()).map(Submission::describe).toList();
    return reason
        + "; queued: "
        + String.join(", ", done)
        + "; not acknowledged: "
        + String.join(", ", not);
  }

  private static String describe(BuildRequest request) {
    return request.job().srpm() + " (" + request.job().arch() + ")";
  }
}
