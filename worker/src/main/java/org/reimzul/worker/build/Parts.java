package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.reimzul.core.queue.Sender;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.gitsource.SourceMaker;
import org.reimzul.worker.source.Http;
import org.reimzul.worker.source.SourceFetcher;
import org.reimzul.worker.transfer.SourceUpload;
import org.reimzul.worker.transfer.Upload;

/** The objects of one worker, each of which is there once. */
final class Parts {
  /** How long a server may be away before the build is tried elsewhere. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** The journal only bridges the moments until a commit can be seen, ... */
  private static final Duration SHORT = Duration.ofMinutes(15);

  /** ... or stands for one, where there is none. */
  private static final Duration LONG = Duration.ofDays(7);

  private final Wiring wiring;
  private final Instance instance;
  private final Builder builder;
  private final Sender sender;
  private final Clock clock = Clock.systemUTC();
  private final Http http = new Http();
  private final JobEvents events;
  private final Announcer announcer;
  private final boolean original;
  private final History history;
  private final Attempts attempts;
  private final Ending ending;
  private final Opening opening;
  private final Shift shift;

  Parts(Wiring wiring, Instance instance, Builder builder, Sender sender) throws IOException {
    this.wiring = wiring;
    this.instance = instance;
    this.builder = builder;
    this.sender = sender;
    this.events = new JobEvents(sender, wiring.host(), clock);
    this.announcer = new Announcer(sender, clock, wiring.host(), wiring.way());
    this.original = wiring.way() == UploadWay.ORIGINAL;
    var journal = new Journal(instance.directory(), clock, original ? LONG : SHORT);
    this.history = history(journal);
    var aftermath = new Aftermath(instance, builder, announcer, journal);
    this.attempts = new Attempts(instance, wiring.deadlines(), announcer, aftermath, clock);
    this.ending = new Ending(announcer, new HandOver(shipping(journal), announcer, journal));
    this.opening = opening();
    var grace = new Grace(wiring.grace(), instance);
    this.shift = new Shift(grace, instance, opening.again(), opening.health(), clock);
  }

  private History history(Journal journal) {
    Ends ends =
        original
            ? new RecordedEnds(wiring.incoming().resolve("../"), http, instance.directory())
            : new Commits(wiring.bstore(), http, instance.directory());
    String asked = original ? "the controller's http server" : "bstore's http server";
    return new History(ends, journal, announcer, wiring.deadlines(), PATIENCE, asked);
  }

  private Shipping shipping(Journal journal) {
    var upload = new Upload(wiring.uploadTo());
    return original ? new IntoRepository(upload, journal) : new WithManifest(upload, clock);
  }

  private Opening opening() {
    String host = wiring.host();
    var strikes = new Strikes(instance.shared());
    return new Opening(
        new Again(wiring.retry(), host, sender, events),
        new Elsewhere(host, instance, wiring.retry().elsewhere(), wiring.grace()),
        new OutOfService(strikes, host, instance.name(), sender, clock));
  }

  Handlers handlers() {
    var door = new Door(wiring.arches(), wiring.tubes(), wiring.targets());
    return new Handlers(
        attempts,
        new BuildHandler(door, shift, builds(), events),
        new SourceHandler(door, shift, sources()));
  }

  private BuildTurn.Means builds() {
    var fetcher = new SourceFetcher(wiring.incoming(), wiring.largestSrpm(), http);
    var bench = new Bench(fetcher, builder, announcer, PATIENCE);
    var published =
        new Published(wiring.targets(), wiring.bstore(), http, instance.directory(), PATIENCE);
    var work = new BuildWork(published, bench, announcer, ending);
    return new BuildTurn.Means(
        history, attempts, work, new Chains(wiring.targets()), builder, opening);
  }

  private SourceTurn.Means sources() {
    var maker = new SourceMaker(wiring.scm(), http, builder);
    var bench = new SourceBench(maker, builder, wiring.targets(), PATIENCE);
    var upload = new SourceUpload(wiring.srpmsTo());
    var shelf = new Shelf(upload, wiring.incoming(), http);
    var deposit = new Deposit(shelf, wiring.largestSrpm(), PATIENCE);
    var commits = new Settling(bench, deposit, events);
    var queue = new ArchQueue(wiring.arches(), sender, events);
    var work = new SourceWork.Means(bench, deposit, queue, announcer, commits, ending);
    var buildFor = new BuildFor(builder, wiring.arches(), wiring.tubes());
    return new SourceTurn.Means(history, attempts, work, buildFor, opening, instance.directory());
  }
}
