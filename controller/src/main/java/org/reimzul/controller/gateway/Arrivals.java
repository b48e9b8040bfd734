package org.reimzul.controller.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.reimzul.core.mqtt.Inbound;
import org.reimzul.core.mqtt.Listener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages between the thread that receives them and the one that works. Thread-safe. */
final class Arrivals implements Listener {
  private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

  /** Of those that are acknowledged the broker sends fewer than this at once. */
  private static final int MOST = 1000;

  private final LinkedBlockingQueue<Inbound> messages = new LinkedBlockingQueue<>(MOST);
  private volatile String lost;

  @Override
  public void arrived(Inbound message) {
    if (!messages.offer(message)) {
      // at most once, or it comes again over the next connection
      log.warn("more than {} requests wait: one on {} is dropped", MOST, message.topic());
    }
  }

  @Override
  public void lost(String reason) {
    lost = reason;
  }

  /**
   * The next one, or empty when none came in time.
   *
   * @throws IOException when the connection is lost, and with it all that will come again
   */
  Optional<Inbound> next(Duration patience) throws IOException, InterruptedException {
    if (lost != null) {
      messages.removeIf(Inbound::atLeastOnce);
      if (messages.isEmpty()) {
        throw new IOException(lost);
      }
    }
    return Optional.ofNullable(messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }
}
