package org.reimzul.worker.build;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.reimzul.worker.builder.Builder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A turn of a build job: its own arch, then the chained ones, each unless it has ended before. What
 * earlier turns have left is settled only when something is to be built: a job that is redelivered
 * after its end costs no retry.
 */
final class BuildTurn implements Turn {
  private static final Logger log = LoggerFactory.getLogger(BuildTurn.class);

  /** A chain stops after a failure; what is not meant for one arch may be for the next. */
  private static final Set<EndState> GOES_ON = Set.of(EndState.PUBLISHED, EndState.SKIPPED);

  /** What a turn needs of its handler. */
  record Means(
      History history,
      Attempts attempts,
      Work work,
      Chains chains,
      Builder builder,
      Opening opening) {}

  private final Means with;
  private final Lease lease;
  private final Grace.Finding found;
  private BuildJob job;
  private BuildId current;
  private boolean opened;
  private Optional<Outcome> notNow = Optional.empty();

  /**
   * @param job with its build id
   * @param found what the queue tells of earlier turns
   */
  BuildTurn(Means with, BuildJob job, Lease lease, Grace.Finding found) {
    this.with = with;
    this.job = job;
    this.lease = lease;
    this.found = found;
    this.current = job.requireBuildId();
  }

  @Override
  public FarmJob job() {
    return job;
  }

  @Override
  public BuildId current() {
    return current;
  }

  @Override
  public Outcome take(String now) throws IOException, InterruptedException {
    String timestamp = with.history().begun(job).orElse(now);
    Optional<History.End> end = once(Optional.empty(), timestamp);
    String shared = end.map(History.End::timestamp).filter(t -> !t.isEmpty()).orElse(timestamp);
    for (String arch : with.chains().after(job)) {
      if (end.isEmpty()) {
        break;
      }
      if (!GOES_ON.contains(end.get().state())) {
        log.info("nothing is chained to build {}: it ended {}", current, end.get().state());
        break;
      }
      BuildJob next = job.chainedTo(arch);
      current = next.requireBuildId();
      if (with.builder().chains(next, lease)) {
        CrashPoint.reach("worker.chain.next");
        end = once(Optional.of(arch), shared);
      }
    }
    return notNow.orElseGet(Outcome::done);
  }

  /** How it has ended, or empty if it is not to be built now. */
  private Optional<History.End> once(Optional<String> chained, String timestamp)
      throws IOException, InterruptedException {
    BuildJob asked = asked(chained);
    current = asked.requireBuildId();
    Optional<History.End> before = with.history().endOf(asked, lease);
    if (before.isPresent()) {
      log.info("build {} has ended before ({}); nothing to build", current, before.get().state());
      return before;
    }
    notNow = open();
    if (notNow.isPresent()) {
      return Optional.empty();
    }
    EndState state = with.attempts().run(with.work(), asked(chained), timestamp, lease);
    CrashPoint.reach("worker.turn.built");
    with.opening().health().works();
    return Optional.of(new History.End(state, timestamp));
  }

  private BuildJob asked(Optional<String> chained) {
    return chained.map(job::chainedTo).orElse(job);
  }

  /** Before the first build of a turn. */
  private Optional<Outcome> open() throws IOException, InterruptedException {
    if (opened) {
      return Optional.empty();
    }
    opened = true;
    Opening.Result result = with.opening().of(job, current, found, lease);
    job = (BuildJob) result.job();
    return result.notNow();
  }
}
