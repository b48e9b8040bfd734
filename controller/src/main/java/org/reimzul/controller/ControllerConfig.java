package org.reimzul.controller;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.reimzul.controller.gateway.GatewayConfig;
import org.reimzul.controller.mail.MailConfig;
import org.reimzul.controller.mqtt.MqttConfig;
import org.reimzul.controller.reconcile.ReconcileConfig;
import org.reimzul.controller.record.MongoConfig;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;
import org.reimzul.core.queue.QueueConfig;

/**
 * What the controller is told.
 *
 * @param dispatcher whether the tubes notify, events and those of the sinks are served by this
 *     process
 * @param originalNotifier whether an original notifier takes what is in notify, and tells log, mail
 *     and broker; ours take the rest
 * @param web whether incoming and the API are served by this process
 * @param reconciler whether this process looks for builds that are lost
 * @param order whether this process serves the tubes after and reindex
 * @param incoming the directory of source packages
 * @param httpListen where the web server listens
 * @param logFile the original's log of builds
 */
record ControllerConfig(
    boolean dispatcher,
    boolean originalNotifier,
    boolean web,
    boolean reconciler,
    boolean order,
    Path incoming,
    InetSocketAddress httpListen,
    Path logFile,
    QueueConfig queue,
    MongoConfig mongo,
    MqttConfig mqtt,
    GatewayConfig gateway,
    MailConfig mail,
    ReconcileConfig reconcile) {
  private static final String SECTION = "controller";

  /** Reads it; every problem is reported together. */
  static ControllerConfig read(Settings settings) throws ConfigException {
    MqttConfig mqtt = MqttConfig.read(settings);
    var config =
        new ControllerConfig(
            settings.flag(SECTION, "dispatcher", true),
            settings.flag(SECTION, "original_notifier", false),
            settings.flag(SECTION, "web", true),
            settings.flag(SECTION, "reconciler", true),
            settings.flag(SECTION, "order", true),
            settings.path(SECTION, "incoming", "/srv/reimzul/incoming"),
            settings.address(SECTION, "http_listen", "127.0.0.1:11080"),
            settings.path("logs", "logfile", "/var/log/reimzul/reimzul.log"),
            QueueConfig.read(settings),
            MongoConfig.read(settings),
            mqtt,
            GatewayConfig.read(settings, mqtt),
            MailConfig.read(settings),
            ReconcileConfig.read(settings));
    if (!config.dispatcher
        && !config.web
        && !config.reconciler
        && !config.order
        && !config.gateway.on()) {
      settings.problem(
          SECTION, "dispatcher, web, reconciler, order, gateway", "all off: nothing is left to do");
    }
    settings.check();
    return config;
  }
}
