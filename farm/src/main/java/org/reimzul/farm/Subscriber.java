package org.reimzul.farm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Hears what the farm announces over MQTT. Thread-safe. */
final class Subscriber implements AutoCloseable {
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final MqttClient client;

  Subscriber(int port) throws MqttException {
    client = new MqttClient("tcp://127.0.0.1:" + port, "demo-subscriber", new MemoryPersistence());
    client.setTimeToWait(10_000);
    var options = new MqttConnectOptions();
    options.setConnectionTimeout(10);
    client.connect(options);
    client.subscribe(
        "reimzul/builds/results",
        1,
        (topic, message) ->
            messages.add(topic + " " + new String(message.getPayload(), StandardCharsets.UTF_8)));
  }

  /** Topic and payload of each, in the order of arrival. */
  List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(100, 100);
    client.close();
  }
}
