package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Outcome;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.builder.InfrastructureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a build job from its reservation to its end: its own arch, then the chained ones. */
public final class BuildHandler implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(BuildHandler.class);
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 4;

  private final Door door;
  private final Grace grace;
  private final History history;
  private final Attempts attempts;
  private final Chains chains;
  private final Builder builder;
  private final Clock clock;

  BuildHandler(
      Door door,
      Grace grace,
      History history,
      Attempts attempts,
      Chains chains,
      Builder builder,
      Clock clock) {
    this.door = door;
    this.grace = grace;
    this.history = history;
    this.attempts = attempts;
    this.chains = chains;
    this.builder = builder;
    this.clock = clock;
  }

  /**
   * Cleans up after earlier processes of this instance; call it once, before the first job.
   *
   * @throws InterruptedException when the daemon stops
   */
  public void recover() throws IOException, InterruptedException {
    attempts.recover();
  }

  @Override
  public Outcome handle(Lease lease)
      throws IOException, InterruptedException, MalformedMessageException {
    BuildJob received = BuildJob.decode(lease.body());
    Optional<String> refusal = door.refuses(received);
    if (refusal.isPresent()) {
      return Outcome.bury(refusal.get());
    }
    BuildJob job = identified(received, lease);
    Optional<Duration> pause = grace.before(job.requireBuildId(), lease);
    if (pause.isPresent()) {
      return Outcome.retry(pause.get(), "another worker may still be building it");
    }
    try {
      buildAll(job, lease);
      return Outcome.done();
    } catch (LeaseLostException e) {
      throw e;
    } catch (CanceledException e) {
      log.info("build {} was called off: {}", job.requireBuildId(), e.getMessage());
      return Outcome.done();
    } catch (InfrastructureException e) {
      return Outcome.retry(retryDelay(lease), e.getMessage());
    }
  }

  private void buildAll(BuildJob job, Lease lease) throws IOException, InterruptedException {
    String now = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()).format(TIMESTAMP);
    History.End end = buildOnce(job, now, lease);
    for (String arch : chains.after(job)) {
      BuildJob next = job.chainedTo(arch);
      if (end.status() != Status.SUCCESS) {
        log.info("build {} is not chained to {}: it did not succeed", job.requireBuildId(), arch);
        return;
      }
      if (builder.chains(next)) {
        buildOnce(next, end.timestamp(), lease);
      }
    }
  }

  private History.End buildOnce(BuildJob job, String timestamp, Lease lease)
      throws IOException, InterruptedException {
    BuildId build = job.requireBuildId();
    Optional<History.End> before = history.endOf(job, lease);
    if (before.isPresent()) {
      log.info("build {} has ended before ({}); nothing to build", build, before.get().status());
      return before.get();
    }
    return new History.End(attempts.run(job, timestamp, lease), timestamp);
  }

  private static BuildJob identified(BuildJob job, Lease lease) throws InfrastructureException {
    if (job.buildId().isPresent()) {
      return job;
    }
    JobStats stats =
        lease
            .stats()
            .orElseThrow(() -> new InfrastructureException("beanstalkd does not know the job"));
    var created = Clock.systemUTC().instant().minus(stats.age());
    return job.withBuildId(BuildId.derive(lease.body(), lease.queueId(), created));
  }

  /** Doubles with each time that the job was given back, up to eight minutes. */
  private static Duration retryDelay(Lease lease) {
    long releases = lease.stats().map(JobStats::releases).orElse(0L);
    return FIRST_RETRY.multipliedBy(1L << Math.min(releases, MOST_DOUBLINGS));
  }
}
