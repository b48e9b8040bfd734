package org.reimzul.core.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts services in order, waits for SIGTERM or SIGINT, stops them in reverse order. */
public final class Daemon {
  private static final Logger log = LoggerFactory.getLogger(Daemon.class);

  private final String name;
  private final Deque<Service> started = new ArrayDeque<>();

  /** A daemon that logs under this name. */
  public Daemon(String name) {
    this.name = name;
  }

  /**
   * Runs until the process is told to end.
   *
   * @return the exit code when a service could not be started; otherwise it does not return, as the
   *     process ends when the services have stopped
   */
  public int run(List<Service> services) {
    var ended = new CountDownLatch(1);
    for (Service service : services) {
      try {
        service.start();
        started.push(service);
      } catch (Exception e) {
        log.error("{} cannot start: {}: {}", name, service.name(), e.getMessage(), e);
        stopAll();
        return 1;
      }
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(ended), "stop"));
    log.info("{} is up", name);
    awaitUninterruptibly(ended);
    return 0;
  }

  private void shutDown(CountDownLatch ended) {
    log.info("{} stops", name);
    stopAll();
    log.info("{} has stopped", name);
    ended.countDown();
  }

  private void stopAll() {
    while (!started.isEmpty()) {
      Service service = started.pop();
      try {
        service.stop();
      } catch (RuntimeException e) {
        log.error("{} did not stop cleanly; going on with the others", service.name(), e);
      }
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // only the shutdown hook ends a daemon
      }
    }
  }
}
