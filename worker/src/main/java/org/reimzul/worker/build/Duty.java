package org.reimzul.worker.build;

import java.time.Clock;
import java.util.Optional;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Notice;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Gate;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this worker may take builds: not while a notice tells its host or itself to drain. Tells
 * the record of every change.
 */
public final class Duty implements Gate {
  private static final Logger log = LoggerFactory.getLogger(Duty.class);

  private enum State {
    UNTOLD,
    UP,
    DRAINING,
    DRAINED
  }

  private final String host;
  private final String name;
  private final Sender sender;
  private final Clock clock;
  private State state = State.UNTOLD;

  /** For the worker of this name on this host. */
  public Duty(String host, String name, Sender sender, Clock clock) {
    this.host = host;
    this.name = name;
    this.sender = sender;
    this.clock = clock;
  }

  @Override
  public boolean open(Beanstalk queue) throws BeanstalkException, InterruptedException {
    Optional<Notice> notice = find(queue);
    if (notice.isEmpty()) {
      resume();
      return true;
    }
    drain(notice.get());
    if (state == State.DRAINING) {
      tell("drained", notice.get().reason());
      CrashPoint.reach("worker.drain.done");
      state = State.DRAINED;
    }
    return false;
  }

  @Override
  public void busy(Beanstalk queue) throws BeanstalkException, InterruptedException {
    Optional<Notice> notice = find(queue);
    if (notice.isPresent()) {
      drain(notice.get());
    }
  }

  private Optional<Notice> find(Beanstalk queue) throws BeanstalkException {
    Optional<Notice> ours = Notices.find(queue, Notices.drain(host));
    return ours.isPresent() ? ours : Notices.find(queue, Notices.drain(host, name));
  }

  private void resume() throws InterruptedException {
    if (state != State.UP) {
      CrashPoint.reach("worker.drain.up");
      tell("up", null);
      state = State.UP;
    }
  }

  private void drain(Notice notice) throws InterruptedException {
    if (state == State.UP || state == State.UNTOLD) {
      log.warn("taking nothing new, as {} says: {}", notice.by(), notice.reason());
      CrashPoint.reach("worker.drain.noticed");
      tell("draining", notice.reason());
      state = State.DRAINING;
    }
  }

  /** The worker ends: tells it if the queue can be had at once; keeps the thread interrupted. */
  public void stopped() {
    Thread.currentThread().interrupt(); // so that the sender doesn't wait for an absent queue
    try {
      tell("stopped", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.warn("could not tell that this worker stops");
    }
  }

  private void tell(String now, String reason) throws InterruptedException {
    FarmEvent event = FarmEvent.ofWorker(clock.instant(), host, name, now, reason);
    sender.send(Tubes.EVENTS, event.encode());
  }
}
