package org.reimzul.core.queue;

import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.lifecycle.Standstill;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.ConnectionException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.NotFoundException;
import org.reimzul.jbeanstalk.ProtocolException;

/** One reserved job: touched in time, and taken back when the connection has dropped. */
final class Holding {
  private static final Duration CONTEST_PAUSE = Duration.ofMillis(250);

  private final Beanstalk queue;
  private final Outage outage;
  private final Standstill standstill;

  /** Shorter than {@link Backoff#forServers}: an owner must be back before its grace ends. */
  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(2));

  private Job job;
  private Duration ttr;
  private boolean connected = true;
  private boolean held = true;
  private long confirmedAt;
  private long nextTouch;
  private Contest contest = new Contest();

  /**
   * @param askedAt {@link System#nanoTime} before the job was asked for
   */
  Holding(
      Beanstalk queue, Job job, Duration ttr, long askedAt, Outage outage, Standstill standstill) {
    this.queue = queue;
    this.ttr = ttr;
    this.outage = outage;
    this.standstill = standstill;
    become(job, askedAt);
  }

  /** Goes on with this job, which was reserved on the same connection, instead. */
  void become(Job other, long askedAt) {
    job = other;
    held = true;
    contest = new Contest();
    confirmed(askedAt);
  }

  Job job() {
    return job;
  }

  boolean connected() {
    return connected;
  }

  Duration unconfirmed() {
    return Duration.ofNanos(System.nanoTime() - confirmedAt);
  }

  boolean due() {
    return System.nanoTime() - nextTouch >= 0;
  }

  /** True if the server has said, less than {@code ago} before, that the job is ours. */
  boolean sure(Duration ago) {
    return connected && held && unconfirmed().compareTo(ago) < 0;
  }

  /** Learns what tells this reservation from another of the same job. */
  void know(JobStats stats, String run) {
    if (held) {
      contest.know(stats.reserves(), run);
      ttr = stats.ttr().compareTo(ttr) < 0 ? stats.ttr() : ttr;
      long due = touchAfter(confirmedAt);
      nextTouch = nextTouch - due > 0 ? due : nextTouch;
    }
  }

  /** Throws when the process has slept for so long that the job was anybody's. */
  void requireAwake() throws LeaseLostException {
    Duration slept = standstill.longest();
    if (slept.compareTo(ttr) > 0) {
      throw new LeaseLostException(
          "this process stood still for " + slept.toSeconds() + " s, longer than a reservation");
    }
  }

  /** Touches the job or takes it back; says false while neither can be done. */
  boolean touch() throws LeaseLostException {
    requireAwake();
    try {
      if (!connected) {
        queue.reconnect();
        outage.up();
        backoff.reset();
        connected = true;
        held = false;
      }
      long now = System.nanoTime();
      if (touched() || takenBack()) {
        confirmed(now);
      } else {
        nextTouch = System.nanoTime() + CONTEST_PAUSE.toNanos();
      }
    } catch (BeanstalkException e) {
      failed(e);
    }
    requireAwake(); // an answer that was read late is worth nothing
    return connected && held;
  }

  private void confirmed(long at) {
    confirmedAt = at;
    nextTouch = touchAfter(at);
    contest.over();
  }

  private long touchAfter(long confirmed) {
    return confirmed + ttr.dividedBy(4).toNanos();
  }

  private boolean touched() throws BeanstalkException {
    try {
      if (held) {
        queue.touch(job.id());
      }
    } catch (NotFoundException e) {
      held = false;
    }
    return held;
  }

  private boolean takenBack() throws BeanstalkException, LeaseLostException {
    if (!new TakeBack(queue, contest).of(job)) {
      return false;
    }
    held = true;
    Optional<JobStats> stats = queue.statsJob(job.id());
    if (stats.isPresent()) {
      know(stats.get(), queue.stats().id());
    }
    return true;
  }

  /** Notes that a command on the connection has failed. */
  void failed(BeanstalkException e) {
    if (e instanceof ConnectionException || e instanceof ProtocolException) {
      connected = false;
    }
    outage.down(e.getMessage());
    nextTouch = System.nanoTime() + backoff.next().toNanos();
  }
}
