package org.reimzul.controller.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.mqtt.Inbound;
import org.reimzul.core.mqtt.Listener;
import org.reimzul.core.mqtt.MqttConnection;
import org.reimzul.core.mqtt.Session;
import org.reimzul.testkit.Await;

/** Somebody who submits from afar, and hears what becomes of it. */
final class Remote implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final String user;
  private final MqttConnection connection;
  private final List<RequestNews> heard = new CopyOnWriteArrayList<>();

  Remote(TlsBroker broker, String user) throws IOException {
    this.user = user;
    var session = new Session(user, false);
    connection = MqttConnection.open(broker.as(user), session, new Ear());
    connection.subscribe("farm/requests/" + user + "/+");
  }

  private final class Ear implements Listener {
    @Override
    public void arrived(Inbound message) {
      try {
        heard.add(RequestNews.decode(message.payload()));
      } catch (MalformedMessageException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void lost(String reason) {
      // a test that goes on without it says so
    }
  }

  static String request(String user, String requestId) {
    return """
        {"pkg": "hello", "git_branch": "c9s", "git_ref": "HEAD", "arch": "x86_64", \
        "submitter": "%s", "target": "demo.9", "disttag": "", "sources_dir": "", \
        "scratch": false, "request_id": "%s"}"""
        .formatted(user, requestId);
  }

  /** Submits under a name that the broker allows, for x86_64. */
  void submit(String payload) throws IOException {
    publish("farm/submit/" + user + "/x86_64", payload);
  }

  void publish(String topic, String payload) throws IOException {
    connection.publish(topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** All news of a request so far. */
  List<RequestNews> of(String requestId) {
    return heard.stream().filter(news -> news.requestId().equals(requestId)).toList();
  }

  /** The first news of a request with this state. */
  RequestNews await(String requestId, String state) {
    return Await.value(
        SOON,
        requestId + " to be told as " + state,
        () -> of(requestId).stream().filter(news -> news.state().equals(state)).findFirst());
  }

  @Override
  public void close() {
    connection.close();
  }
}
