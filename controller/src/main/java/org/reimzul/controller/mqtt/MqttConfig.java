package org.reimzul.controller.mqtt;

import java.util.regex.Pattern;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.Excerpt;
import org.reimzul.core.mqtt.MqttServer;

/**
 * What goes over the broker: section {@code [mqtt]}, with the original's keys.
 *
 * @param notifications whether results are announced
 * @param requests whether remote requests are taken and answered: {@code [controller] gateway}
 * @param topic the farm's; results go to {@code <topic>/builds/results}
 */
public record MqttConfig(boolean notifications, boolean requests, MqttServer server, String topic) {
  private static final String SECTION = "mqtt";
  private static final Pattern TOPIC = Pattern.compile("[^/#+\\p{Cntrl}][^#+\\p{Cntrl}]{0,199}");

  /** Reads it; problems go to {@code settings}. */
  public static MqttConfig read(Settings settings) {
    boolean notifications = settings.flag(SECTION, "notifications", false);
    boolean requests = settings.flag("controller", "gateway", false);
    if (requests && settings.text(SECTION, "ca_cert").isEmpty()) {
      settings.problem(
          SECTION, "ca_cert", "the gateway needs TLS: who submits is told by a certificate");
    }
    return new MqttConfig(
        notifications,
        requests,
        MqttServer.read(settings, notifications || requests),
        settings.value(SECTION, "topic", "reimzul", MqttConfig::topic));
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
    return server.describe();
  }
}
