package org.reimzul.bstore.sign;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.reimzul.bstore.publish.RefusedException;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.SigningRequest;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signer's mode {@code stage}: copies the packages of a published build into {@code
 * tosign/TARGET}, flat, for signing elsewhere. Only what bstore has committed is believed.
 */
public final class StageHandler implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(StageHandler.class);
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Store store;
  private final Stage stage;
  private final Optional<Uncommitted> uncommitted;
  private final Sender sender;
  private final String by;

  /**
   * @param uncommitted whether to stage also what has no commit, of a repogen worker that is still
   *     the original's
   * @param by names role and host in events
   */
  public StageHandler(Store store, boolean uncommitted, Sender sender, String by) {
    this.store = store;
    this.stage = new Stage(store);
    this.uncommitted = uncommitted ? Optional.of(new Uncommitted(store)) : Optional.empty();
    this.sender = sender;
    this.by = by;
  }

  @Override
  public Outcome handle(Lease lease)
      throws IOException, InterruptedException, MalformedMessageException {
    SigningRequest request = SigningRequest.decode(lease.body());
    if (request.status() != Status.SUCCESS) {
      log.info("{} ended with {}: nothing to sign", request.pkgname(), request.status().wire());
      return Outcome.done();
    }
    Optional<CommitRecord> commit = find(request);
    if (commit.isEmpty()) {
      return uncommitted.isPresent()
          ? stage(request, uncommitted.get(), lease)
          : notYet(request, "no commit", lease);
    }
    return commit.get() instanceof CommitRecord.Built built && built.published()
        ? stage(built)
        : Outcome.bury("build " + commit.get().build() + " is not a published one");
  }

  private Outcome stage(CommitRecord.Built commit) throws IOException, InterruptedException {
    try {
      List<String> files = withdrawn(commit) ? List.of() : stage.collect(commit);
      CrashPoint.reach("signer.stage.collected");
      if (withdrawn(commit)) { // perhaps cleared away before we, or one who was killed, copied
        log.info("build {} is withdrawn and is not signed", commit.build());
        stage.remove(commit);
        return Outcome.done();
      }
      return staged(commit, files);
    } catch (ChangedException e) {
      return Outcome.bury(e.getMessage());
    }
  }

  private boolean withdrawn(CommitRecord.Built commit) throws IOException {
    return store.commits().withdrawal(commit.build()).isPresent();
  }

  private Outcome staged(CommitRecord.Built commit, List<String> files)
      throws InterruptedException {
    String reason = files.isEmpty() ? "other builds' packages stand in their place" : null;
    tell(commit.build(), reason, files.size());
    CrashPoint.reach("signer.stage.announced");
    log.info("staged {} packages of build {}", files.size(), commit.build());
    return Outcome.done();
  }

  private Outcome stage(SigningRequest request, Uncommitted from, Lease lease)
      throws IOException, InterruptedException {
    try {
      OptionalInt files = from.stage(request);
      if (files.isEmpty()) {
        return notYet(request, "no result", lease);
      }
      if (request.buildId().isPresent()) {
        tell(request.buildId().get(), null, files.getAsInt());
      }
      log.info(
          "staged {} packages of {} {}", files.getAsInt(), request.pkgname(), request.timestamp());
      return Outcome.done();
    } catch (RefusedException | ChangedException e) {
      return Outcome.bury(e.getMessage());
    }
  }

  private void tell(BuildId build, String reason, int files) throws InterruptedException {
    var event = FarmEvent.of(EventKind.STAGED, Instant.now(), by, build, reason);
    sender.send(Tubes.EVENTS, event.with("files", files).encode());
  }

  private static Outcome notYet(SigningRequest request, String lacks, Lease lease) {
    boolean late = lease.stats().filter(s -> s.age().compareTo(LONGEST_WAIT) > 0).isPresent();
    String what = request.pkgname() + " " + request.timestamp() + " has " + lacks;
    return late ? Outcome.bury(what + " after an hour") : Outcome.retry(WAIT, what + " yet");
  }

  private Optional<CommitRecord> find(SigningRequest request) throws IOException {
    if (request.buildId().isPresent()) {
      return store.commits().find(request.buildId().get());
    }
    for (BuildId build : store.commits().builds()) {
      Optional<CommitRecord> commit = store.commits().find(build).filter(c -> names(request, c));
      if (commit.isPresent()) {
        return commit;
      }
    }
    return Optional.empty();
  }

  private static boolean names(SigningRequest request, CommitRecord commit) {
    if (!(commit instanceof CommitRecord.Built built)) {
      return false;
    }
    var place = built.place();
    return place.target().equals(request.target())
        && place.pkgname().equals(request.pkgname())
        && place.timestamp().equals(request.timestamp())
        && place.arch().equals(request.arch());
  }
}
