package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.builder.FailureKind;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.Trees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left to do when a try is over: first its processes and mounts are ended, then the farm is
 * told, and its directory goes last, so that a successor of this process finds what it has to end.
 */
final class Aftermath {
  private static final Logger log = LoggerFactory.getLogger(Aftermath.class);

  private final Instance instance;
  private final Builder builder;
  private final Announcer announcer;
  private final Journal journal;

  Aftermath(Instance instance, Builder builder, Announcer announcer, Journal journal) {
    this.instance = instance;
    this.builder = builder;
    this.announcer = announcer;
    this.journal = journal;
  }

  /** It has come to its end, which the farm knows. */
  void done(AttemptDirectory dir, Heartbeat beat) throws InterruptedException {
    mark(dir);
    settle(dir, beat);
    CrashPoint.reach("worker.attempt.settled");
    remove(dir);
    CrashPoint.reach("worker.attempt.removed");
  }

  /** It ends without a result, for this reason. */
  void broken(
      AttemptDirectory dir, AttemptState state, FailureKind kind, String reason, Heartbeat beat)
      throws InterruptedException {
    log.warn("attempt {} ends without a result: {}", dir.id(), reason);
    settle(dir, beat);
    CrashPoint.reach("worker.broken.settled");
    announcer.state(dir.id(), state, reason, Optional.of(kind));
    CrashPoint.reach("worker.broken.told");
    mark(dir);
    noteDead(dir);
    remove(dir);
  }

  /**
   * It has failed through no fault of the package, and counts as a failed try; unless the daemon
   * stops, which closes files, too.
   *
   * @return what is to be thrown
   */
  InfrastructureException failed(AttemptDirectory dir, Exception e, Heartbeat beat)
      throws InterruptedException {
    if (Thread.interrupted() || e instanceof ClosedByInterruptException) {
      stopped(dir);
      throw new InterruptedException("the daemon stops");
    }
    InfrastructureException reason = reason(dir, e);
    broken(dir, AttemptState.FAILED, reason.kind(), reason.getMessage(), beat);
    return reason;
  }

  private static InfrastructureException reason(AttemptDirectory dir, Exception e) {
    if (e instanceof InfrastructureException known) {
      return known;
    }
    log.error("attempt {} failed unexpectedly", dir.id(), e);
    String what = e.toString().replaceFirst("^(\\w+\\.)+", "");
    return new InfrastructureException(
        "the worker failed: " + what.replace(dir.root().toString(), "attempt"));
  }

  /** The daemon stops. That is no time for tidying that takes long: the next start does it. */
  void stopped(AttemptDirectory dir) {
    announcer.aborted(dir.id());
    CrashPoint.reach("worker.stopped.told");
    mark(dir);
    if (!builder.leftOvers(dir.root())) {
      remove(dir);
    }
  }

  /** An earlier process of this instance was cut off while it made this try. */
  void cutOff(AttemptDirectory dir) throws IOException, InterruptedException {
    log.info("cleaning up after attempt {}, which was cut off", dir.id());
    settle(dir, Heartbeat.NONE);
    CrashPoint.reach("worker.recover.settled");
    if (!dir.ended()) {
      tell(dir);
      CrashPoint.reach("worker.recover.told");
    }
    noteDead(dir);
    remove(dir);
  }

  /** Where it can't be told under which reservation it was made, an owner is waited for. */
  private void noteDead(AttemptDirectory dir) {
    dir.held().ifPresent(held -> instance.noteDead(dir.id().build(), held));
  }

  /** If all of its result was sent, then it was only kept from saying so. */
  private void tell(AttemptDirectory dir) throws IOException, InterruptedException {
    Optional<BuildEvent> uploaded =
        journal
            .find(dir.id().build())
            .filter(event -> event.attempt().equals(Optional.of(dir.id().token())));
    if (uploaded.isEmpty()) {
      announcer.state(dir.id(), AttemptState.LOST, "the worker's process died");
      return;
    }
    announcer.handOver(uploaded.get());
    announcer.state(dir.id(), AttemptState.DONE, uploaded.get().reason().orElse(null));
  }

  private void settle(AttemptDirectory dir, Heartbeat beat) throws InterruptedException {
    try {
      builder.recover(dir.root(), beat);
    } catch (IOException e) {
      log.warn("cannot clean up after attempt {} now", dir.id(), e);
    }
  }

  private static void mark(AttemptDirectory dir) {
    try {
      dir.markEnded();
    } catch (IOException e) {
      log.debug("the end of {} will perhaps be told twice", dir.id(), e);
    }
  }

  private static void remove(AttemptDirectory dir) {
    Path root = dir.root();
    try {
      Trees.delete(root);
    } catch (IOException e) {
      log.warn("cannot remove {} now; the next start of this worker will", root, e);
    }
  }
}
