package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.config.Deadlines;
import org.reimzul.core.config.Deadlines.Limits;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Notice;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Notices;
import org.reimzul.worker.source.SrpmName;

/**
 * What must hold while a worker has to do with a build: its job is ours, and nobody has called it
 * off. Belongs to the thread that reserved.
 */
final class Watch implements Heartbeat {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration SLICE = Duration.ofMillis(500);

  private final Lease lease;
  private final BuildJob job;
  private final Announcer announcer;
  private final Limits limits;
  private final Deadline unconfirmed;
  private boolean lost;
  private long nextLook = System.nanoTime();

  /** Of the job that this lease is about. */
  Watch(Lease lease, BuildJob job, Deadlines deadlines, Announcer announcer) {
    this.lease = lease;
    this.job = job;
    this.announcer = announcer;
    this.limits = deadlines.of(job.target(), SrpmName.of(job.srpm()).pkgname());
    this.unconfirmed = new Deadline("lease", limits.lease());
  }

  /** How the job is held now; waits for a server that is away. */
  Handout handout() throws LeaseLostException, InterruptedException {
    return Standing.of(lease).handout();
  }

  /** Which build. */
  BuildJob job() {
    return job;
  }

  /** Its deadlines. */
  Limits limits() {
    return limits;
  }

  /**
   * This, with the deadline of a build from now on. What is fetched for a builder has it for
   * itself: a package doesn't pay with its builder's time for a server that was away.
   */
  Heartbeat timed() {
    return and(new Deadline("build", limits.build())::check);
  }

  /**
   * Keeps the reservation, and looks for a cancellation about once a second.
   *
   * @throws LeaseLostException when the job is not ours, or could not be confirmed for too long
   * @throws CanceledException when somebody has called the build off
   */
  @Override
  public void beat() throws LeaseLostException, CanceledException {
    held(
        () -> {
          lease.beat();
          return true;
        });
    if (System.nanoTime() - nextLook >= 0) {
      requireWanted();
      nextLook = System.nanoTime() + LOOK.toNanos();
    }
  }

  @Override
  public void waits(Optional<String> reason) throws InterruptedException {
    announcer.waits(job.requireBuildId(), reason);
  }

  /** Looks for a cancellation at once. */
  void requireWanted() throws CanceledException {
    Optional<BuildId> place = job.buildId();
    while (place.isPresent()) {
      Optional<Notice> notice = lease.notice(Notices.cancel(place.get()));
      if (notice.isPresent()) {
        String reason = "canceled by " + notice.get().by() + ": " + notice.get().reason();
        throw new CanceledException(reason.replaceAll("\\p{Cntrl}+", " "));
      }
      // a chained build is called off together with the one that it follows
      place = place.get().parent();
    }
  }

  /**
   * Returns once the server has just said that the job is ours: what is about to be done can't be
   * taken back. Waits for a server that is away.
   *
   * @param beat asked while it waits
   */
  void confirm(Heartbeat beat) throws IOException, InterruptedException {
    while (!held(lease::confirm)) {
      beat.beat();
      Thread.sleep(SLICE.toMillis());
    }
  }

  private boolean held(Question question) throws LeaseLostException {
    try {
      boolean held = question.ask();
      unconfirmed.check(lease.unconfirmed());
      return held;
    } catch (LeaseLostException e) {
      lost = true;
      throw e;
    } catch (DeadlineException e) {
      lost = true;
      throw new LeaseLostException(e.getMessage() + ": the queue did not confirm the reservation");
    }
  }

  /** Something that the lease can tell. */
  @FunctionalInterface
  private interface Question {
    boolean ask() throws LeaseLostException;
  }

  /** Keeps the reservation while that is possible, for what must be done in any case. */
  void keep() {
    try {
      if (!lost) {
        lease.beat();
      }
    } catch (LeaseLostException e) {
      lost = true;
    }
  }
}
