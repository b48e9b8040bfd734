package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Outcome;
import org.reimzul.worker.builder.InfrastructureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a build job from its reservation to its end, or to its next try. */
public final class BuildHandler implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(BuildHandler.class);
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final int LONGEST_REASON = 500;

  private final Door door;
  private final Grace grace;
  private final Instance instance;
  private final Turn.Means means;
  private final Clock clock;

  BuildHandler(Door door, Grace grace, Instance instance, Turn.Means means, Clock clock) {
    this.door = door;
    this.grace = grace;
    this.instance = instance;
    this.means = means;
    this.clock = clock;
  }

  /**
   * Cleans up after earlier processes of this instance; call it once, before the first job.
   *
   * @throws InterruptedException when the daemon stops
   */
  public void recover() throws IOException, InterruptedException {
    means.attempts().recover();
    CrashPoint.reach("worker.start.recovered");
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
    Grace.Finding found = grace.of(job.requireBuildId(), lease);
    if (found.pause().isPresent()) {
      CrashPoint.reach("worker.grace.found");
      return Outcome.retry(found.pause().get(), "another worker may still be building it");
    }
    return take(new Turn(means, job, lease, found), lease);
  }

  private Outcome take(Turn turn, Lease lease) throws IOException, InterruptedException {
    BuildId build = turn.job().requireBuildId();
    try {
      Outcome outcome = turn.take(timestamp());
      instance.forget(build);
      return outcome;
    } catch (LeaseLostException e) {
      if (e.taken()) {
        instance.forget(build); // what is lost next is not ours
      }
      throw e;
    } catch (CanceledException e) {
      log.info("build {} is called off: {}", turn.current(), e.getMessage());
      instance.forget(build);
      return Outcome.done();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return handBack(turn, lease);
    } catch (IOException | RuntimeException e) {
      return Thread.currentThread().isInterrupted()
          ? handBack(turn, lease) // a file's channel is closed by an interrupt
          : failed(turn, e, lease);
    }
  }

  private Outcome failed(Turn turn, Exception failure, Lease lease)
      throws IOException, InterruptedException {
    if (!(failure instanceof InfrastructureException)) {
      log.error("build {} failed for a reason of our own", turn.current(), failure);
    }
    String reason = oneLine(String.valueOf(failure.getMessage()));
    instance.forget(turn.job().requireBuildId());
    if (failure instanceof InfrastructureException known && known.isAway()) {
      return means.again().away(turn.job(), turn.current(), reason, lease);
    }
    Outcome outcome = means.again().failed(turn.job(), turn.current(), reason, lease);
    means.health().fails(reason, lease);
    return outcome;
  }

  /** The daemon stops, which is not the job's failure. The thread stays interrupted. */
  private Outcome handBack(Turn turn, Lease lease) throws LeaseLostException {
    BuildJob job = turn.job();
    instance.forget(job.requireBuildId());
    return means.again().handBack(job, lease);
  }

  private String timestamp() {
    return LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()).format(TIMESTAMP);
  }

  private static BuildJob identified(BuildJob job, Lease lease)
      throws LeaseLostException, InterruptedException {
    if (job.buildId().isPresent()) {
      return job;
    }
    Instant created = Clock.systemUTC().instant().minus(lease.knownStats().age());
    return job.withBuildId(BuildId.derive(lease.body(), lease.queueId(), created));
  }

  private static String oneLine(String reason) {
    String line = reason.replaceAll("[\\p{Cntrl}]+", " ").strip();
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
