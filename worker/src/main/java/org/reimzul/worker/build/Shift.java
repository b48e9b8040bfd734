package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Timestamp;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Outcome;
import org.reimzul.worker.builder.InfrastructureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a turn happen when it may, and decides what becomes of a message whose turn has failed. */
final class Shift {
  private static final Logger log = LoggerFactory.getLogger(Shift.class);
  private static final int LONGEST_REASON = 500;

  private final Grace grace;
  private final Instance instance;
  private final Again again;
  private final OutOfService health;
  private final Clock clock;

  Shift(Grace grace, Instance instance, Again again, OutOfService health, Clock clock) {
    this.grace = grace;
    this.instance = instance;
    this.again = again;
    this.health = health;
    this.clock = clock;
  }

  /** Makes a turn, of what the queue tells of earlier ones. */
  @FunctionalInterface
  interface Turns {
    Turn of(Grace.Finding found) throws IOException, InterruptedException;
  }

  /** Takes the turn, or leaves the message to an owner that may come back. */
  Outcome take(BuildId build, Turns turns, Lease lease) throws IOException, InterruptedException {
    Grace.Finding found = grace.of(build, lease);
    if (found.pause().isPresent()) {
      CrashPoint.reach("worker.grace.found");
      return Outcome.retry(found.pause().get(), "another worker may still be building it");
    }
    return take(turns.of(found), lease);
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
      return again.away(turn.job(), turn.current(), reason, lease);
    }
    Outcome outcome = again.failed(turn.job(), turn.current(), reason, lease);
    health.fails(reason, lease);
    return outcome;
  }

  /** The daemon stops, which is not the job's failure. The thread stays interrupted. */
  private Outcome handBack(Turn turn, Lease lease) throws LeaseLostException {
    instance.forget(turn.job().requireBuildId());
    return again.handBack(turn.job(), lease);
  }

  private String timestamp() {
    return Timestamp.of(LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()));
  }

  /** A reason on one line, cut for people. */
  static String oneLine(String reason) {
    String line = reason.replaceAll("[\\p{Cntrl}]+", " ").strip();
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
