package org.reimzul.controller.mqtt;

import java.io.IOException;
import org.reimzul.core.mqtt.Listener;
import org.reimzul.core.mqtt.MqttConnection;
import org.reimzul.core.mqtt.MqttServer;
import org.reimzul.core.mqtt.Session;

/**
 * Connects at the first message, and anew at the first one after anything went wrong: the message
 * is still in its tube then, so that nothing has to be kept here. For one thread.
 */
final class Publisher implements Broker {
  private final MqttServer server;
  private final Session session;
  private MqttConnection connection;
  private long number;

  /** {@code clientId} must be this daemon's alone: a broker drops the other client of that id. */
  Publisher(MqttServer server, String clientId) {
    this.server = server;
    this.session = new Session(clientId, false);
  }

  @Override
  public long publish(String topic, byte[] payload) throws IOException {
    try {
      connected().publish(topic, payload);
      return number;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private MqttConnection connected() throws IOException {
    if (connection == null || !connection.isOpen()) {
      close();
      connection = MqttConnection.open(server, session, Listener.none());
      number++;
    }
    return connection;
  }

  @Override
  public boolean answers(long wanted) {
    if (wanted != number || connection == null || !connection.isOpen()) {
      return false;
    }
    try {
      connection.ask();
      return true;
    } catch (IOException e) {
      close();
      return false;
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
