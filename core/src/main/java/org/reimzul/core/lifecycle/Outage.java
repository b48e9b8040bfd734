package org.reimzul.core.lifecycle;

import org.slf4j.Logger;

/** Says once that a server is away and once that it is back. Thread-safe. */
public final class Outage {
  private final Logger log;
  private final String server;
  private boolean down;

  /** For a server, as {@code beanstalkd at host:port}. */
  public Outage(Logger log, String server) {
    this.log = log;
    this.server = server;
  }

  /** A try failed. Logs only if the one before did not. */
  public synchronized void down(String reason) {
    if (!down) {
      log.warn("{} does not answer, waiting for it: {}", server, reason);
    }
    down = true;
  }

  /** A try worked. Logs only if the one before failed. */
  public synchronized void up() {
    if (down) {
      log.info("{} answers again", server);
    }
    down = false;
  }
}
