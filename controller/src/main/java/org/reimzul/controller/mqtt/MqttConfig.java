package org.reimzul.controller.mqtt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.Excerpt;
import org.reimzul.jbeanstalk.TlsMaterial;

/**
 * The broker: section {@code [mqtt]}, with the original's keys.
 *
 * @param notifications whether results are announced
 * @param tls empty for plain TCP
 * @param anyHostName whether the broker's certificate may be for another host
 * @param topic the farm's; results go to {@code <topic>/builds/results}
 */
public record MqttConfig(
    boolean notifications,
    String host,
    int port,
    Optional<TlsMaterial> tls,
    boolean anyHostName,
    String topic) {
  private static final String SECTION = "mqtt";
  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;
  private static final Pattern TOPIC = Pattern.compile("[^/#+\\p{Cntrl}][^#+\\p{Cntrl}]{0,199}");

  /** Reads it; problems go to {@code settings}. */
  public static MqttConfig read(Settings settings) {
    boolean notifications = settings.flag(SECTION, "notifications", false);
    Optional<TlsMaterial> tls = tls(settings, notifications);
    return new MqttConfig(
        notifications,
        settings.text(SECTION, "host", "127.0.0.1"),
        settings.number(SECTION, "port", tls.isPresent() ? TLS_PORT : PLAIN_PORT, 1, 65535),
        tls,
        settings.flag(SECTION, "tls_insecure", false),
        settings.value(SECTION, "topic", "reimzul", MqttConfig::topic));
  }

  private static Optional<TlsMaterial> tls(Settings settings, boolean on) {
    Optional<Path> ca = settings.path(SECTION, "ca_cert");
    Optional<Path> cert = settings.path(SECTION, "tls_cert");
    Optional<Path> key = settings.path(SECTION, "tls_key");
    if (!on) {
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

  private static String topic(String text) {
    if (!TOPIC.matcher(text).matches()) {
      throw new IllegalArgumentException("not a topic without wildcards: " + Excerpt.of(text));
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Where results go. */
  public String resultsTopic() {
    return topic + "/builds/results";
  }

  /** For logs. */
  public String describe() {
    return "MQTT broker at " + host + ":" + port;
  }
}
