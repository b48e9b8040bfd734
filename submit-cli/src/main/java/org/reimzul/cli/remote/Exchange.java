package org.reimzul.cli.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.mqtt.MqttConnection;
import org.reimzul.core.mqtt.Session;

/**
 * A request to the farm and what it says to it. The request can be made again at any time, and is
 * answered with how its build stands: that is done whenever something may have been missed. For one
 * thread.
 */
public final class Exchange implements AutoCloseable {
  /** After so long without a word. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private final RemoteConfig config;
  private final SourceRequest request;
  private final Consumer<String> warning;
  private final Backoff backoff = Backoff.forServers();
  private MqttConnection connection;
  private Inbox inbox = new Inbox();
  private long lastWord;
  private boolean away;

  /** {@code warning} hears of outages, a line each; the request has a name. */
  public Exchange(RemoteConfig config, SourceRequest request, Consumer<String> warning) {
    this.config = config;
    this.request = request;
    this.warning = warning;
  }

  /** Where the request goes. */
  public String topic() {
    return config.submitTopic() + "/" + request.arch();
  }

  /** Connects and publishes the request; that the broker takes it does not mean that it may. */
  public void ask() throws IOException {
    close();
    inbox = new Inbox();
    String name = request.requestId().orElseThrow();
    var session = new Session("reimzul-client-" + name, false);
    connection = MqttConnection.open(config.server(), session, inbox);
    connection.subscribe(config.newsTopic(name));
    publish();
  }

  private void publish() throws IOException {
    connection.publish(topic(), request.encode());
    lastWord = System.nanoTime();
  }

  /** The next word of the farm, or empty when there was none in time. */
  public Optional<RequestNews> next(Duration patience) throws InterruptedException {
    Optional<RequestNews> news = inbox.next(patience);
    if (news.isPresent()) {
      lastWord = System.nanoTime();
      away = false;
      return news;
    }
    if (inbox.lost().isPresent()) {
      askAnew(inbox.lost().get());
    } else if (System.nanoTime() - lastWord > SILENCE.toNanos()) {
      askAgain();
    }
    return news;
  }

  private void askAgain() {
    try {
      publish();
    } catch (IOException e) {
      inbox.lost(e.getMessage());
    }
  }

  /** One try; with two clients of one name, who throw each other out, they grow rarer. */
  private void askAnew(String reason) throws InterruptedException {
    if (!away) {
      warning.accept(config.server().describe() + " does not answer, trying again: " + reason);
    }
    away = true;
    Thread.sleep(
        (long) (backoff.next().toMillis() * ThreadLocalRandom.current().nextDouble(0.5, 1.5)));
    try {
      ask();
    } catch (IOException e) {
      inbox.lost(e.getMessage());
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
