package org.reimzul.controller.gateway;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.reimzul.controller.mqtt.MqttConfig;
import org.reimzul.core.config.BstoreUrl;
import org.reimzul.core.config.Settings;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.mqtt.Session;

/**
 * What the gateway is told.
 *
 * @param on whether this farm takes remote requests
 * @param namedOnly whether a request must come on a topic with its submitter's name, where the
 *     broker has checked it
 * @param targets without their arches; empty: every target is accepted
 * @param bstore {@code [bstore] base_url}, ending in a slash
 */
public record GatewayConfig(
    boolean on,
    boolean namedOnly,
    MqttConfig mqtt,
    Arches arches,
    Set<String> targets,
    URI bstore) {

  /** Reads it; problems go to {@code settings}. */
  public static GatewayConfig read(Settings settings, MqttConfig mqtt) {
    Arches arches = new Arches(settings.words("farm", "arches", List.of(), Grammar::arch));
    return new GatewayConfig(
        mqtt.requests(),
        settings.flag("gateway", "named_topics_only", false),
        mqtt,
        arches,
        TargetConfig.all(settings, arches).keySet(),
        BstoreUrl.read(settings));
  }

  /** What requests come on: {@code <prefix><arch>} or {@code <prefix><submitter>/<arch>}. */
  String prefix() {
    return mqtt.topic() + "/submit/";
  }

  /** The same for every host of the farm, so that the broker keeps one queue of requests. */
  Session session() {
    return new Session(mqtt.topic().replace('/', '-') + "-gateway", true);
  }
}
