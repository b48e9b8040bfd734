package org.reimzul.controller.mqtt;

import java.io.IOException;
import org.reimzul.core.mqtt.Listener;
import org.reimzul.core.mqtt.MqttConnection;
import org.reimzul.core.mqtt.MqttServer;
import org.reimzul.core.mqtt.Session;

/** The fault: what can't be published because nobody is connected is forgotten. */
final class Publisher implements Broker {
  private final MqttServer server;
  private final Session session;
  private MqttConnection connection;

  Publisher(MqttServer server, String clientId) {
    this.server = server;
    this.session = new Session(clientId, false);
  }

  @Override
  public long publish(String topic, byte[] payload) {
    try {
      if (connection == null) {
        connection = MqttConnection.open(server, session, Listener.none());
      }
      connection.publish(topic, payload);
    } catch (IOException e) {
      close(); // as if it had been sent
    }
    return 1;
  }

  @Override
  public boolean answers(long number) {
    return true; // it was acknowledged once
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
