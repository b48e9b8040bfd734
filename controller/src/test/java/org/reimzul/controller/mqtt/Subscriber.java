package org.reimzul.controller.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Somebody who hears every message of a topic, the retained and the missed ones, too. */
final class Subscriber implements AutoCloseable {
  private final MqttClient client;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  Subscriber(int port, String topic) throws MqttException {
    client = new MqttClient("tcp://127.0.0.1:" + port, "subscriber", new MemoryPersistence());
    var options = new MqttConnectOptions();
    options.setCleanSession(false);
    options.setAutomaticReconnect(true);
    options.setMaxReconnectDelay(200);
    client.connect(options);
    IMqttMessageListener listener =
        (from, message) ->
            heard.add(from + " " + new String(message.getPayload(), StandardCharsets.UTF_8));
    client.subscribe(topic, 1, listener);
  }

  /** Each as topic, blank, payload. */
  List<String> heard() {
    return heard;
  }

  @Override
  public void close() throws MqttException {
    client.setTimeToWait(1000);
    client.disconnectForcibly(100, 100);
    client.close(true);
  }
}
