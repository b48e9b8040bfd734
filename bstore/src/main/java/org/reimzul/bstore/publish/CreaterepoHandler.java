package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.Predicate;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.CreaterepoRequest;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;

/** Acts on the hints in the tube {@code createrepo}. */
public final class CreaterepoHandler implements JobHandler {
  private static final Duration BUSY = Duration.ofSeconds(2);

  private final Store store;
  private final Intake intake;
  private final Runnable found;
  private final Predicate<String> configured;

  /** {@code configured} tells whether a target with its arch is in the configuration. */
  public CreaterepoHandler(
      Store store, Intake intake, Runnable found, Predicate<String> configured) {
    this.store = store;
    this.intake = intake;
    this.found = found;
    this.configured = configured;
  }

  @Override
  public Outcome handle(Lease lease)
      throws IOException, InterruptedException, MalformedMessageException {
    CreaterepoRequest request = CreaterepoRequest.decode(lease.body());
    Outcome outcome =
        request.attempt().isPresent()
            ? result(request.attempt().get())
            : again(request.target(), lease.queueId());
    found.run();
    return outcome;
  }

  private Outcome result(AttemptId attempt) throws IOException, InterruptedException {
    try {
      return switch (intake.take(attempt)) {
        case ENDED -> Outcome.done();
        case BUSY -> Outcome.retry(BUSY, "another process works on build " + attempt.build());
        case NOTHING -> Outcome.bury("there is no complete upload of attempt " + attempt);
      };
    } catch (RefusedException e) {
      return Outcome.bury("the upload of attempt " + attempt + " was refused: " + e.getMessage());
    }
  }

  private Outcome again(String target, long queueId) throws IOException {
    if (!configured.test(target) && !Files.isDirectory(store.repository(target))) {
      return Outcome.bury("there is no repository " + target);
    }
    store.dirty(target).add("request-" + queueId);
    return Outcome.done();
  }
}
