package org.reimzul.cli.remote;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.mqtt.Inbound;
import org.reimzul.core.mqtt.Listener;

/** News as they come in over one connection, and its end. Thread-safe. */
final class Inbox implements Listener {
  private final LinkedBlockingQueue<Optional<RequestNews>> news = new LinkedBlockingQueue<>();
  private volatile Optional<String> lost = Optional.empty();

  @Override
  public void arrived(Inbound message) {
    try {
      news.add(Optional.of(RequestNews.decode(message.payload())));
    } catch (MalformedMessageException | NewerMessageException e) {
      // nobody but the farm may write there; what a newer one adds is not for this client
    }
  }

  @Override
  public void lost(String reason) {
    lost = Optional.of(reason);
    news.add(Optional.empty()); // wakes who waits
  }

  /** The next news; empty when none came in time or the connection is lost. */
  Optional<RequestNews> next(Duration patience) throws InterruptedException {
    Optional<RequestNews> next = news.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    return next == null ? Optional.empty() : next;
  }

  /** Why the connection is lost, and nothing is left to read; empty while it holds. */
  Optional<String> lost() {
    return lost;
  }
}
