package org.reimzul.bstore;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.reimzul.bstore.publish.CreaterepoHandler;
import org.reimzul.bstore.publish.Intake;
import org.reimzul.bstore.publish.Scan;
import org.reimzul.bstore.repogen.Announcer;
import org.reimzul.bstore.repogen.Publisher;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.lifecycle.Daemon;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.core.lifecycle.Service;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.core.queue.WorkLoop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reimzul-repogen-worker}: checks, commits and publishes build results. */
@Command(
    name = "reimzul-repogen-worker",
    description = "Checks, commits and publishes build results on bstore.",
    versionProvider = Version.class)
public final class RepogenMain implements Callable<Integer> {
  private static final Duration DRAIN = Duration.ofSeconds(20);

  @Mixin private CommonOptions common;

  private RepogenMain() {}

  /** Runs until it is told to end. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new RepogenMain(), false, args));
  }

  @Override
  public Integer call() throws Exception {
    BstoreConfig config = BstoreConfig.read(common.load());
    var store = new Store(config.root());
    List<String> problems = store.prepare();
    if (!problems.isEmpty()) {
      throw new UserException(String.join(System.lineSeparator(), problems));
    }
    try (var sender = new Sender(config.queue())) {
      return new Daemon("reimzul-repogen-worker").run(services(config, store, sender));
    }
  }

  private static List<Service> services(BstoreConfig config, Store store, Sender sender)
      throws Exception {
    var dirty = new Bell();
    var outbox = new Bell();
    Runnable both =
        () -> {
          dirty.ring();
          outbox.ring();
        };
    var intake = new Intake(store, config::accepts, Clock.systemUTC());
    var publisher =
        new Publisher(
            store,
            dirty,
            outbox,
            config.keepMetadata(),
            target ->
                config.targetOf(target).map(TargetConfig::createrepoOptions).orElse(List.of()));
    for (TargetConfig target : config.targets().values()) {
      for (String arch : target.arches()) {
        publisher.createIfMissing(target.repository(arch));
      }
    }
    var scan = new Scan(store, intake, both, config.abandoned(), Clock.systemUTC());
    var announcer = new Announcer(store, outbox, sender);
    var handler = new CreaterepoHandler(store, intake, both, t -> config.targetOf(t).isPresent());
    var loop =
        new WorkLoop(
            config.queue(), "repogen@" + Host.name(), List.of(Tubes.CREATEREPO), handler, sender);
    List<Service> services = new ArrayList<>();
    config
        .listen()
        .ifPresent(
            address ->
                services.add(
                    new WebServer(
                        address,
                        Map.of(
                            "/bstore/",
                            new StaticFiles(
                                "/bstore/",
                                config.root(),
                                Set.of("repo", "scratch", "signed", "commits"))))));
    services.add(new ThreadService("announcer", DRAIN, announcer::run));
    services.add(new ThreadService("publisher", DRAIN, publisher::run));
    services.add(new ThreadService("scan", DRAIN, stop -> scan.run(stop, config.scan())));
    services.add(new ThreadService("intake", DRAIN, loop));
    return services;
  }
}
