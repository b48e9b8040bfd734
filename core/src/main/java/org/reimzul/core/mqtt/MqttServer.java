package org.reimzul.core.mqtt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.reimzul.core.config.Settings;
import org.reimzul.jbeanstalk.TlsMaterial;

/**
 * A broker: section {@code [mqtt]}, with the original's keys.
 *
 * @param tls empty for plain TCP
 * @param anyHostName whether the broker's certificate may be for another host
 */
public record MqttServer(String host, int port, Optional<TlsMaterial> tls, boolean anyHostName) {
  private static final String SECTION = "mqtt";
  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;

  /**
   * Reads it; problems go to {@code settings}.
   *
   * @param used whether anybody will connect: the files of an unused one are not looked at
   */
  public static MqttServer read(Settings settings, boolean used) {
    Optional<TlsMaterial> tls = tls(settings, used);
    return new MqttServer(
        settings.text(SECTION, "host", "127.0.0.1"),
        settings.number(SECTION, "port", tls.isPresent() ? TLS_PORT : PLAIN_PORT, 1, 65535),
        tls,
        settings.flag(SECTION, "tls_insecure", false));
  }

  private static Optional<TlsMaterial> tls(Settings settings, boolean used) {
    Optional<Path> ca = settings.path(SECTION, "ca_cert");
    Optional<Path> cert = settings.path(SECTION, "tls_cert");
    Optional<Path> key = settings.path(SECTION, "tls_key");
    if (!used) {
      return Optional.empty();
    }
    if (ca.isEmpty()) {
      if (cert.isPresent() || key.isPresent()) {
        settings.problem(SECTION, "ca_cert", "needed to check the broker's certificate");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(TlsMaterial.ofPem(ca.get(), cert.orElse(null), key.orElse(null)));
    } catch (IOException | IllegalArgumentException e) {
      settings.problem(SECTION, "ca_cert, tls_cert, tls_key", "cannot be used: " + e);
      return Optional.empty();
    }
  }

  /** For logs. */
  public String describe() {
    return "MQTT broker at " + host + ":" + port;
  }
}
