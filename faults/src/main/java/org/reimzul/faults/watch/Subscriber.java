package org.reimzul.faults.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.BiConsumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallbackExtended;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/** Hears what the farm announces over MQTT, in a session that the broker keeps for it. */
public final class Subscriber implements MqttCallbackExtended, AutoCloseable {
  private static final String ALL = "reimzul/#";
  private static final long PATIENCE_MILLIS = 10_000;

  private final MqttAsyncClient client;
  private final Ledger ledger;
  private volatile BiConsumer<String, byte[]> listener = (topic, payload) -> {};

  /** Connects and subscribes. */
  public Subscriber(String host, int port, Path evidence) throws IOException, MqttException {
    this.ledger = new Ledger(evidence, "mqtt.jsonl");
    this.client =
        new MqttAsyncClient("tcp://" + host + ":" + port, "faults", new MemoryPersistence());
    client.setCallback(this);
    var options = new MqttConnectOptions();
    options.setCleanSession(false);
    options.setAutomaticReconnect(true);
    options.setMaxReconnectDelay(2000);
    options.setKeepAliveInterval(5);
    options.setConnectionTimeout(5);
    client.connect(options).waitForCompletion(PATIENCE_MILLIS);
    client.subscribe(ALL, 1).waitForCompletion(PATIENCE_MILLIS);
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    ObjectNode line =
        Json.object().put("at", Clock.systemUTC().instant().toString()).put("topic", topic);
    try {
      line.set("message", Json.read(message.getPayload()));
    } catch (MalformedMessageException e) {
      line.put("message", new String(message.getPayload(), StandardCharsets.UTF_8));
    }
    ledger.add(line); // returning is the acknowledgement
    listener.accept(topic, message.getPayload());
  }

  /**
   * Hands every message on, besides writing it down; the last one who asked is the one who gets.
   */
  public void alsoTell(BiConsumer<String, byte[]> listener) {
    this.listener = listener;
  }

  /** Publishes; true once the broker has it. */
  public boolean publish(String topic, byte[] payload) {
    try {
      client.publish(topic, payload, 1, false).waitForCompletion(PATIENCE_MILLIS);
      return true;
    } catch (MqttException e) {
      return false; // the broker is away
    }
  }

  /** True while the broker is there. */
  public boolean connected() {
    return client.isConnected();
  }

  @Override
  public void connectComplete(boolean again, String server) {
    // the broker has kept the subscription
  }

  @Override
  public void connectionLost(Throwable cause) {
    // it comes back by itself
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {
    // nothing is sent
  }

  @Override
  public void close() throws MqttException, IOException {
    client.disconnectForcibly(100, 100);
    client.close(true);
    ledger.close();
  }
}
