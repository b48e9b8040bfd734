package org.reimzul.core.mqtt;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * One connection over MQTT 3.1.1, at quality of service 1. When it breaks it is over: whoever needs
 * another opens one, with the same session. Thread-safe.
 */
public final class MqttConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int AT_LEAST_ONCE = 1;
  private static final int DENIED = 0x80;
  private static final String NOBODYS = "reimzul/nobody";

  private final MqttAsyncClient client;

  private MqttConnection(MqttAsyncClient client) {
    this.client = client;
  }

  /** Connects, or throws with a reason; {@code listener} hears of messages from then on. */
  public static MqttConnection open(MqttServer server, Session session, Listener listener)
      throws IOException {
    String scheme = server.tls().isPresent() ? "ssl" : "tcp";
    String url = scheme + "://" + server.host() + ":" + server.port();
    try {
      // the default persistence leaves a directory where the program was started
      var client = new MqttAsyncClient(url, session.clientId(), new MemoryPersistence());
      var connection = new MqttConnection(client);
      try {
        client.setManualAcks(session.kept());
        client.setCallback(new Callback(listener));
        await(client.connect(Options.of(server, session, PATIENCE)));
        return connection;
      } catch (MqttException e) {
        connection.close();
        throw e;
      }
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  /** Returns when the broker has acknowledged the message; it may arrive twice. */
  public void publish(String topic, byte[] payload) throws IOException {
    try {
      await(client.publish(topic, payload, AT_LEAST_ONCE, false));
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  /**
   * Returns when the broker has answered, and throws when it doesn't in time. The library sends a
   * PINGREQ only when it holds that one is due; giving up a subscription that nobody has is
   * answered always (MQTT 3.1.1, 3.10.4).
   */
  public void ask() throws IOException {
    try {
      await(client.unsubscribe(NOBODYS));
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  /** Returns when the broker has granted it; throws when it denies. */
  public void subscribe(String filter) throws IOException {
    try {
      IMqttToken token = client.subscribe(filter, AT_LEAST_ONCE);
      await(token);
      int[] granted = token.getGrantedQos();
      if (granted.length > 0 && granted[0] == DENIED) {
        throw new IOException("the broker denies the subscription to " + filter);
      }
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  /** The broker need not keep this message of a kept session any longer. */
  public void ack(Inbound message) throws IOException {
    if (!message.atLeastOnce()) {
      return;
    }
    try {
      client.messageArrivedComplete(message.number(), AT_LEAST_ONCE);
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  /** False once it is broken or closed. */
  public boolean isOpen() {
    return client.isConnected();
  }

  private static void await(IMqttToken token) throws MqttException {
    token.waitForCompletion(PATIENCE.toMillis());
  }

  private static IOException failure(MqttException e) {
    String more = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
    return new IOException(e.getMessage() + more, e);
  }

  /** Disconnects without waiting long, and never fails. */
  @Override
  public void close() {
    try {
      if (client.isConnected()) {
        client.disconnect(0).waitForCompletion(Duration.ofSeconds(1).toMillis());
      }
    } catch (MqttException e) {
      // it is of no use any more, whatever its state
    }
    try {
      client.disconnectForcibly(0, 1, false);
    } catch (MqttException e) {
      // not connected
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      // the threads end with the connection
    }
  }
}
