package org.reimzul.controller;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.controller.dispatch.Dispatcher;
import org.reimzul.controller.dispatch.Sinks;
import org.reimzul.controller.gateway.Gateway;
import org.reimzul.controller.mail.MailSink;
import org.reimzul.controller.mongo.EmbeddedMongo;
import org.reimzul.controller.mqtt.MqttSink;
import org.reimzul.controller.order.Keeper;
import org.reimzul.controller.queue.EarlierPut;
import org.reimzul.controller.queue.QueueWalk;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.reconcile.Reconciler;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.controller.record.FarmRecord;
import org.reimzul.controller.reindex.ReindexHandler;
import org.reimzul.controller.requests.RequestDesk;
import org.reimzul.controller.web.BuildsApi;
import org.reimzul.controller.web.HistoryApi;
import org.reimzul.controller.web.WorkersApi;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.core.lifecycle.Service;
import org.reimzul.core.queue.Sender;

/** The controller's services, in the order in which they start. */
final class Controller {
  private static final String INCOMING = "/reimzul-incoming/";

  private final ControllerConfig config;
  private final FarmRecord record;
  private final Sender sender;
  private final QueueWalk walk = new QueueWalk(Clock.systemUTC());

  Controller(ControllerConfig config) {
    this.config = config;
    this.record = new FarmRecord(config.mongo());
    this.sender = new Sender(config.queue());
  }

  List<Service> services() {
    List<Service> services = new ArrayList<>();
    config
        .mongo()
        .embedded()
        .ifPresent(dir -> services.add(new EmbeddedMongo(dir, config.mongo().listen())));
    services.add(new Closing("record", record));
    services.add(new Closing("sender", sender));
    if (config.dispatcher()) {
      services.add(dispatcher());
    }
    if (config.order()) {
      services.add(order());
    }
    if (config.reconciler()) {
      services.add(reconciler());
    }
    if (config.gateway().on()) {
      services.add(Gateway.service(config.gateway(), earlierPut(), record.queries(), sender, by()));
    }
    if (config.web()) {
      services.add(webServer());
    }
    return services;
  }

  private Service dispatcher() {
    String by = by();
    var desk =
        Optional.of(new RequestDesk(sender, config.gateway().bstore()))
            .filter(ignored -> config.gateway().on());
    var dispatcher =
        new Dispatcher(config.queue(), by, record, config.mongo().describe(), sender, desk);
    List<Service> loops = new ArrayList<>();
    loops.add(dispatcher.events());
    if (config.gateway().on()) {
      loops.add(MqttSink.requests(config.mqtt(), config.queue(), by, sender));
    }
    loops.addAll(
        config.originalNotifier() ? List.of(dispatcher.follower()) : results(dispatcher, by));
    return new Together("dispatcher", loops);
  }

  /** What an original notifier does where there is one. */
  private List<Service> results(Dispatcher dispatcher, String by) {
    boolean mqtt = config.mqtt().notifications();
    List<Service> loops = new ArrayList<>();
    loops.add(dispatcher.notifications());
    loops.add(dispatcher.recorder(config.logFile(), new Sinks(mqtt, config.mail()::wants)));
    if (mqtt) {
      loops.add(MqttSink.results(config.mqtt(), config.queue(), by, sender));
    }
    if (config.mail().on()) {
      loops.add(MailSink.service(config.mail(), config.queue(), by, sender));
    }
    return loops;
  }

  private Service reconciler() {
    var word = new Word(sender, by(), Clock.systemUTC());
    return Reconciler.service(
        config.queue(), walk, config.reconcile(), record, word, config.originalNotifier());
  }

  private EarlierPut earlierPut() {
    return new EarlierPut(config.queue(), walk);
  }

  private Service order() {
    return new Together(
        "order",
        List.of(
            Keeper.service(config.queue(), earlierPut(), config.reconcile(), record, sender, by()),
            ReindexHandler.service(config.queue(), walk, record.queries(), sender, by())));
  }

  private static String by() {
    return "controller@" + Host.name();
  }

  /** A source package, or the directory of those that were made for a build from git. */
  private static boolean forWorkers(String name) {
    if (name.endsWith(".src.rpm")) {
      return true;
    }
    try {
      return new BuildId(name).value().equals(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private WebServer webServer() {
    var incoming = new StaticFiles(INCOMING, config.incoming(), Controller::forWorkers);
    BuildQueries queries = record.queries();
    return new WebServer(
        config.httpListen(),
        Map.of(
            INCOMING,
            incoming,
            BuildsApi.PREFIX,
            new BuildsApi(queries),
            WorkersApi.PREFIX,
            new WorkersApi(queries),
            HistoryApi.PREFIX,
            new HistoryApi(record.historyQueries())));
  }
}
