package org.reimzul.controller.mqtt;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Connects at the first message, and anew at the first one after anything went wrong: the message
 * is still in its tube then, so that nothing has to be kept here.
 */
final class PahoBroker implements Broker {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final int AT_LEAST_ONCE = 1;

  private final MqttConfig config;
  private final String clientId;
  private MqttAsyncClient client;

  /** {@code clientId} must be this daemon's alone: a broker drops the other client of that id. */
  PahoBroker(MqttConfig config, String clientId) {
    this.config = config;
    this.clientId = clientId;
  }

  @Override
  public void publish(String topic, byte[] payload) throws IOException {
    try {
      connected()
          .publish(topic, payload, AT_LEAST_ONCE, false)
          .waitForCompletion(PATIENCE.toMillis());
    } catch (MqttException e) {
      close();
      throw new IOException(reason(e), e);
    }
  }

  private MqttAsyncClient connected() throws MqttException {
    if (client != null && client.isConnected()) {
      return client;
    }
    close();
    String scheme = config.tls().isPresent() ? "ssl" : "tcp";
    // the default persistence leaves a directory where the daemon was started
    client =
        new MqttAsyncClient(
            scheme + "://" + config.host() + ":" + config.port(),
            clientId,
            new MemoryPersistence());
    client.connect(options()).waitForCompletion(PATIENCE.toMillis());
    return client;
  }

  private MqttConnectOptions options() {
    var options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(true);
    options.setConnectionTimeout((int) PATIENCE.toSeconds());
    options.setKeepAliveInterval((int) KEEP_ALIVE.toSeconds());
    config
        .tls()
        .ifPresent(
            tls -> {
              options.setSocketFactory(tls.context().getSocketFactory());
              options.setHttpsHostnameVerificationEnabled(!config.anyHostName());
            });
    return options;
  }

  private static String reason(MqttException e) {
    return e.getCause() == null
        ? e.getMessage()
        : e.getMessage() + ": " + e.getCause().getMessage();
  }

  @Override
  public void close() {
    if (client == null) {
      return;
    }
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
    client = null;
  }
}
