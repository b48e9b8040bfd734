package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Waits;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.CreaterepoRequest;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acts on the hints in the tube {@code createrepo}. */
public final class CreaterepoHandler implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(CreaterepoHandler.class);
  private static final Duration BUSY = Duration.ofSeconds(2);

  private final Backoff room = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(30));
  private final Store store;
  private final Intake intake;
  private final Optional<Adoption> adoption;
  private final Runnable found;
  private final Predicate<String> configured;
  private final Waits waits;

  /**
   * Doesn't begin yet.
   *
   * @param adoption takes what original workers have uploaded; empty: that is refused
   * @param found called when there is something to publish or announce
   * @param configured tells whether a target with its arch is in the configuration
   * @param waits told why a result has to wait
   */
  public CreaterepoHandler(
      Store store,
      Intake intake,
      Optional<Adoption> adoption,
      Runnable found,
      Predicate<String> configured,
      Waits waits) {
    this.store = store;
    this.intake = intake;
    this.adoption = adoption;
    this.found = found;
    this.configured = configured;
    this.waits = waits;
  }

  @Override
  public Outcome handle(Lease lease)
      throws IOException, InterruptedException, MalformedMessageException {
    CreaterepoRequest request = CreaterepoRequest.decode(lease.body());
    Outcome outcome = handle(request, lease.queueId());
    found.run();
    return outcome;
  }

  private Outcome handle(CreaterepoRequest request, long queueId)
      throws IOException, InterruptedException {
    if (request.attempt().isPresent()) {
      AttemptId attempt = request.attempt().get();
      return result("attempt " + attempt, attempt.build(), () -> intake.take(attempt));
    }
    if (request.original().isPresent()) {
      return original(request.original().get());
    }
    return again(request.target(), queueId);
  }

  private Outcome original(BuildEvent told) throws IOException, InterruptedException {
    if (adoption.isEmpty()) {
      return Outcome.bury(
          "uploaded the original's way, which [bstore] original_uploads does not allow");
    }
    String what = told.pkgname() + " " + told.timestamp() + " of " + told.builder();
    BuildId build = told.identified().job().requireBuildId();
    Outcome outcome = result(what, build, () -> adoption.get().take(told));
    if (!Files.isDirectory(store.repository(told.job().target()))) {
      again(told.job().target(), 0); // where it is missing, the original's first upload fails
    }
    return outcome;
  }

  /** Takes a result. */
  @FunctionalInterface
  private interface Taking {
    Intake.Verdict run() throws IOException, InterruptedException, RefusedException;
  }

  private Outcome result(String what, BuildId build, Taking taking)
      throws IOException, InterruptedException {
    try {
      Intake.Verdict verdict = taking.run();
      room.reset();
      return switch (verdict) {
        case ENDED -> Outcome.done();
        case BUSY -> Outcome.retry(BUSY, "another process works on build " + build);
        case NOTHING -> Outcome.bury("there is no complete upload of " + what);
      };
    } catch (IOException e) { // mostly a full disk, which somebody makes room on
      log.error("{} has to wait", what, e);
      waits.say(List.of(build), "its result can't be taken in yet: " + e.getMessage());
      return Outcome.retry(room.next(), String.valueOf(e.getMessage()));
    } catch (RefusedException e) {
      return Outcome.bury("the upload of " + what + " was refused: " + e.getMessage());
    }
  }

  private Outcome again(String target, long queueId) throws IOException {
    if (!configured.test(target) && !Files.isDirectory(store.repository(target))) {
      return Outcome.bury("there is no repository " + target);
    }
    store.dirty(target).add("request-" + queueId);
    CrashPoint.reach("bstore.createrepo.asked");
    return Outcome.done();
  }
}
