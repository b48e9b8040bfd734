package org.reimzul.core.mqtt;

import java.time.Duration;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;

/** The library's options for a connection. */
final class Options {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final int IN_FLIGHT = 100;

  private Options() {}

  static MqttConnectOptions of(MqttServer server, Session session, Duration patience) {
    var options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(!session.kept());
    options.setConnectionTimeout((int) patience.toSeconds());
    options.setKeepAliveInterval((int) KEEP_ALIVE.toSeconds());
    options.setMaxInflight(IN_FLIGHT);
    server
        .tls()
        .ifPresent(
            tls -> {
              options.setSocketFactory(tls.context().getSocketFactory());
              options.setHttpsHostnameVerificationEnabled(!server.anyHostName());
            });
    return options;
  }
}
