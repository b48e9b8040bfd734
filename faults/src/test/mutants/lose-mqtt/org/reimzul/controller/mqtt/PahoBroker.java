package org.reimzul.controller.mqtt;

import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** The fault: what can't be published because nobody is connected is forgotten. */
final class PahoBroker implements Broker {
  private static final long PATIENCE_MILLIS = 10_000;

  private final MqttConfig config;
  private final String clientId;
  private MqttAsyncClient client;

  PahoBroker(MqttConfig config, String clientId) {
    this.config = config;
    this.clientId = clientId;
  }

  @Override
  public void publish(String topic, byte[] payload) {
    try {
      connect();
      client.publish(topic, payload, 1, false).waitForCompletion(PATIENCE_MILLIS);
    } catch (MqttException e) {
      // as if it had been sent
    }
  }

  private void connect() throws MqttException {
    if (client == null) {
      String broker = "tcp://" + config.host() + ":" + config.port();
      client = new MqttAsyncClient(broker, clientId, new MemoryPersistence());
    }
    if (!client.isConnected()) {
      client.connect(new MqttConnectOptions()).waitForCompletion(PATIENCE_MILLIS);
    }
  }

  @Override
  public void close() {
    try {
      if (client != null) {
        client.disconnectForcibly(0, 1, false);
        client.close(true);
      }
    } catch (MqttException e) {
      // closed enough
    }
  }
}
