package org.reimzul.cli.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.job.SourceGrammar;
import org.reimzul.core.mqtt.MqttServer;

/**
 * A remote user's configuration: section {@code [mqtt]} of {@code ~/.reimzul.ini}, with the
 * original's keys.
 *
 * @param user the common name of the certificate
 * @param submitTopic where requests go, without the arch
 * @param farmTopic what the farm's other topics are below
 */
public record RemoteConfig(MqttServer server, String user, String submitTopic, String farmTopic) {
  private static final String SECTION = "mqtt";
  private static final Pattern TOPIC = Pattern.compile("(([^#+]{1,200})/submit(?:/([^/#+]+))?)/?");

  /** Reads it; every problem is reported together. */
  public static RemoteConfig read(Settings settings) throws ConfigException {
    for (String key : new String[] {"host", "ca_cert", "tls_cert", "tls_key"}) {
      if (settings.text(SECTION, key).isEmpty()) {
        settings.problem(SECTION, key, "needed to reach the broker");
      }
    }
    String user = user(settings, settings.path(SECTION, "tls_cert"));
    Matcher topic = settings.value(SECTION, "topic", topic("reimzul/submit"), RemoteConfig::topic);
    if (topic.group(3) != null && !topic.group(3).equals(user)) {
      settings.problem(SECTION, "topic", "names another user than the certificate, " + user);
    }
    MqttServer server = MqttServer.read(settings, true);
    settings.check();
    return new RemoteConfig(server, user, topic.group(1), topic.group(2));
  }

  private static String user(Settings settings, Optional<Path> certificate) {
    try {
      return certificate.isEmpty() ? "" : SourceGrammar.user(CommonName.in(certificate.get()));
    } catch (IOException | IllegalArgumentException e) {
      settings.problem(SECTION, "tls_cert", e.getMessage());
      return "";
    }
  }

  private static Matcher topic(String text) {
    Matcher topic = TOPIC.matcher(text);
    if (!topic.matches()) {
      throw new IllegalArgumentException("not FARM/submit or FARM/submit/USER");
    }
    return topic;
  }

  /** Where the farm tells of a request. */
  String newsTopic(String requestId) {
    return RequestNews.topicOf(farmTopic, user, requestId);
  }

  /** True when the topic of requests has no user in it. */
  public boolean unnamed() {
    return submitTopic.endsWith("/submit");
  }
}
