package org.reimzul.core.lifecycle;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service of one thread. Stopping drains first (nothing new is taken, the current piece of work
 * may end), then interrupts.
 */
public final class ThreadService implements Service {
  private static final Logger log = LoggerFactory.getLogger(ThreadService.class);

  /** What the thread does until the signal says stop. */
  @FunctionalInterface
  public interface Work {
    /** Returns soon after {@code stop} was requested, or when interrupted. */
    void run(StopSignal stop) throws InterruptedException;
  }

  private final String name;
  private final Duration drain;
  private final Work work;
  private final StopSignal stop = new StopSignal();
  private Thread thread;

  /**
   * Doesn't start yet.
   *
   * @param drain how long a stop lets the current piece of work go on; zero interrupts at once
   */
  public ThreadService(String name, Duration drain, Work work) {
    this.name = name;
    this.drain = drain;
    this.work = work;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized void start() {
    thread = new Thread(this::work, name);
    thread.setUncaughtExceptionHandler(
        (failed, error) -> {
          // a daemon without one of its threads would look alive and do nothing
          log.error("{} died; ending the process so that it is restarted", name, error);
          Runtime.getRuntime().halt(70);
        });
    thread.start();
  }

  private void work() {
    try {
      work.run(stop);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void stop() {
    stop.request();
    if (thread == null) {
      return;
    }
    try {
      if (!drain.isZero()) {
        thread.join(drain.toMillis());
      }
      thread.interrupt();
      thread.join(Duration.ofSeconds(30).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
