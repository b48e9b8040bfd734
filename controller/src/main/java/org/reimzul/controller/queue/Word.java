package org.reimzul.controller.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;

/** Puts jobs and tells the record what it should know. Thread-safe. */
public final class Word {
  private final Sender sender;
  private final String by;
  private final Clock clock;

  /** {@code by} is role and host, as events carry it. */
  public Word(Sender sender, String by, Clock clock) {
    this.sender = sender;
    this.by = by;
    this.clock = clock;
  }

  /** Now. */
  public Instant now() {
    return clock.instant();
  }

  /** Who speaks. */
  public String by() {
    return by;
  }

  /** Puts a job that can be had at once; returns its number. */
  public long put(TubeName tube, byte[] body, Priority priority) throws InterruptedException {
    return sender.send(tube, body, priority, Duration.ZERO);
  }

  /** Puts a message. */
  public void put(TubeName tube, byte[] body) throws InterruptedException {
    sender.send(tube, body);
  }

  /**
   * A build's job was put at this place at that time: the time before the put, since who takes it
   * at once tells of his attempt, and that came later.
   */
  public void placed(
      EventKind kind, FarmJob job, TubeName tube, long id, Instant at, Optional<String> reason)
      throws InterruptedException {
    var event =
        FarmEvent.of(kind, at, by, job.requireBuildId(), reason.orElse(null))
            .with("tube", tube.value())
            .with("queue_id", id);
    if (moreThanAsked(job)) {
      event = event.withIfItFits("job", job.toJson());
    }
    int retries = job.tries().count();
    send(retries > 0 || kind == EventKind.HELD ? event.with("retries", retries) : event);
  }

  /**
   * A build's job was found at its place: held, which needs a person, or waiting for its turn.
   *
   * @param job the job there, with its build's id
   * @param at when it is to count as put
   * @param queued why it waits, should it not be held
   * @param held why it is held, if that is known better than from the job
   */
  public void found(
      QueuedJob there, FarmJob job, Instant at, Optional<String> queued, Optional<String> held)
      throws InterruptedException {
    JobStats stats = there.stats();
    boolean isHeld = stats.tube().equals(Tubes.HELD);
    EventKind kind = isHeld ? EventKind.HELD : EventKind.QUEUED;
    Optional<String> reason = isHeld ? held.or(() -> Optional.of(whyHeld(job))) : queued;
    placed(kind, job, stats.tube(), stats.id(), at, reason);
  }

  private static String whyHeld(FarmJob job) {
    List<String> hosts = job.tries().failedOn();
    String last = hosts.isEmpty() ? "" : ", at last on " + hosts.get(hosts.size() - 1);
    int count = job.tries().count();
    String what = count == 0 ? "it is held" : "the infrastructure failed it " + count + " times";
    return what + last + "; release it with: reimzul retry " + job.requireBuildId();
  }

  /** A remote request has become one for a certain commit, or the build of its package. */
  private static boolean moreThanAsked(FarmJob job) {
    return job instanceof SourceRequest request
        ? request.commit().isPresent()
        : ((BuildJob) job).extra().containsKey("source");
  }

  /** What was asked for, and when. */
  public void submitted(FarmJob job, Instant at, Priority priority) throws InterruptedException {
    send(
        FarmEvent.of(EventKind.SUBMITTED, at, by, job.requireBuildId(), null)
            .with("job", job.toJson())
            .with("priority", priority.value()));
  }

  /** A message was refused; {@code place} says where it came from. */
  public void rejected(String place, long id, byte[] body, String reason)
      throws InterruptedException {
    send(FarmEvent.rejected(now(), by, place, id, body, reason));
  }

  /** A build waits for this. */
  public void waits(BuildId build, String reason) throws InterruptedException {
    send(FarmEvent.of(EventKind.WAITS, now(), by, build, reason));
  }

  /** How a build ended, where it has no result or is withdrawn. */
  public void ended(BuildJob job, EndState state, Optional<String> reason)
      throws InterruptedException {
    send(
        FarmEvent.of(EventKind.ENDED, now(), by, job.requireBuildId(), reason.orElse(null))
            .with("job", job.toJson())
            .with("state", state.name()));
  }

  /** A result of which everybody but the record was told, or may have been. */
  public void committed(Commit commit) throws InterruptedException {
    BuildEvent result = commit.result().orElseThrow();
    send(
        FarmEvent.of(EventKind.COMMITTED, now(), by, commit.build(), commit.reason().orElse(null))
            .with("job", commit.job().toJson())
            .with("state", commit.state().name())
            .with("committed", commit.committed().toString())
            .with("announced", true)
            .withIfItFits("result", result.toJson()));
  }

  /** A result that was published or has failed, for the dispatcher. */
  public void result(BuildEvent end) throws InterruptedException {
    put(Tubes.NOTIFY, end.encode());
  }

  private void send(FarmEvent event) throws InterruptedException {
    put(Tubes.EVENTS, event.encode());
  }
}
