package org.reimzul.bstore;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reimzul.bstore.publish.Adoption;
import org.reimzul.bstore.publish.CreaterepoHandler;
import org.reimzul.bstore.publish.Ends;
import org.reimzul.bstore.publish.Intake;
import org.reimzul.bstore.publish.Leftovers;
import org.reimzul.bstore.publish.Quarantine;
import org.reimzul.bstore.publish.Rules;
import org.reimzul.bstore.publish.Scan;
import org.reimzul.bstore.repogen.Announcer;
import org.reimzul.bstore.repogen.Publisher;
import org.reimzul.bstore.request.Reindexer;
import org.reimzul.bstore.request.RequestHandler;
import org.reimzul.bstore.request.Withdrawals;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Waits;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.core.lifecycle.Service;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.core.queue.WorkLoop;
import org.reimzul.jbeanstalk.TubeName;

/** The threads of a repogen worker. */
final class RepogenServices {
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Set<String> SHOWN =
      Set.of("repo", "scratch", "signed", "commits", "published");

  private final BstoreConfig config;
  private final Store store;
  private final Sender sender;
  private final String by = "repogen@" + Host.name();
  private final Clock clock = Clock.systemUTC();
  private final Bell dirty = new Bell();
  private final Bell outbox = new Bell();
  private final Bell reindex = new Bell();

  RepogenServices(BstoreConfig config, Store store, Sender sender) {
    this.config = config;
    this.store = store;
    this.sender = sender;
  }

  /** In the order of their start. */
  List<Service> all() throws IOException {
    var ends = new Ends(store, clock);
    var quarantine = new Quarantine(store, by, clock);
    var rules = new Rules(config::accepts, config::refusesDuplicates);
    var intake = new Intake(store, rules, ends, quarantine, by, clock);
    var withdrawals = new Withdrawals(store);
    Optional<Adoption> adoption =
        config.originalUploads()
            ? Optional.of(new Adoption(store, rules, ends, by, clock))
            : Optional.empty();
    Publisher publisher = publisher();
    var leftovers = new Leftovers(store, intake, ends, quarantine, config.abandoned(), clock);
    var scan =
        new Scan(List.of(leftovers, withdrawals, publisher::noticeChangedExtras), this::ring);
    var announcer = new Announcer(store, outbox, sender, by, clock);
    var reindexer = new Reindexer(store, reindex, sender, by, clock);
    List<Service> services = new ArrayList<>();
    web().ifPresent(services::add);
    services.add(new ThreadService("announcer", DRAIN, announcer::run));
    services.add(new ThreadService("publisher", DRAIN, publisher::run));
    services.add(new ThreadService("reindex", DRAIN, reindexer::run));
    services.add(new ThreadService("scan", DRAIN, stop -> scan.run(stop, config.scan())));
    services.add(
        loop("requests", Tubes.BSTORE, new RequestHandler(store, ends, withdrawals, this::ring)));
    services.add(
        loop(
            "intake",
            Tubes.CREATEREPO,
            new CreaterepoHandler(
                store,
                intake,
                adoption,
                this::ring,
                target -> config.targetOf(target).isPresent(),
                new Waits(store, by, clock))));
    return services;
  }

  private void ring() {
    dirty.ring();
    outbox.ring();
    reindex.ring();
  }

  private Publisher publisher() throws IOException {
    var publisher =
        new Publisher(
            store,
            dirty,
            outbox,
            new Publisher.Settings(
                config.metadata(),
                config.keepMetadata(),
                target ->
                    config.targetOf(target).map(TargetConfig::createrepoOptions).orElse(List.of()),
                by));
    for (TargetConfig target : config.targets().values()) {
      for (String arch : target.arches()) {
        publisher.createIfMissing(target.repository(arch));
      }
    }
    return publisher;
  }

  private Service loop(String name, TubeName tube, JobHandler handler) {
    return new ThreadService(
        name, DRAIN, new WorkLoop(config.queue(), by, List.of(tube), handler, sender));
  }

  private Optional<Service> web() {
    return config
        .listen()
        .map(
            address ->
                new WebServer(
                    address,
                    Map.of("/bstore/", new StaticFiles("/bstore/", config.root(), SHOWN))));
  }
}
