package org.reimzul.worker.build;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.reimzul.core.config.Deadlines;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.Arches;
import org.reimzul.core.queue.Sender;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.source.Http;
import org.reimzul.worker.source.SourceFetcher;
import org.reimzul.worker.transfer.Upload;

/**
 * What a {@link BuildHandler} is made of.
 *
 * @param host node name
 * @param arches those of the farm
 * @param tubes those that the worker watches
 * @param targets configured targets; any is taken while there are none
 * @param incoming where source packages are; ends in a slash
 * @param largestSrpm bytes
 * @param bstore base URL; ends in a slash
 * @param uploadTo rsync daemon; ends in a slash
 * @param way what kind of bstore it is
 * @param deadlines of builds
 * @param grace how long a job is left to an owner that may come back; zero: not at all
 * @param retry what becomes of builds that the infrastructure has failed
 */
public record Wiring(
    String host,
    Arches arches,
    List<String> tubes,
    Map<String, TargetConfig> targets,
    URI incoming,
    long largestSrpm,
    URI bstore,
    URI uploadTo,
    UploadWay way,
    Deadlines deadlines,
    Duration grace,
    RetryConfig retry) {
  /** How long a server may be away before the build is tried elsewhere. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** The journal only bridges the moments until a commit can be seen, ... */
  private static final Duration SHORT = Duration.ofMinutes(15);

  /** ... or stands for one, where there is none. */
  private static final Duration LONG = Duration.ofDays(7);

  /** Puts it together. */
  public BuildHandler handler(Instance instance, Builder builder, Sender sender)
      throws IOException {
    Clock clock = Clock.systemUTC();
    boolean original = way == UploadWay.ORIGINAL;
    var http = new Http();
    var announcer = new Announcer(sender, clock, host, way);
    var journal = new Journal(instance.directory(), clock, original ? LONG : SHORT);
    var fetcher = new SourceFetcher(incoming, largestSrpm, http);
    var bench = new Bench(fetcher, builder, announcer, PATIENCE);
    var upload = new Upload(uploadTo);
    var shipping = original ? new IntoRepository(upload, journal) : new WithManifest(upload, clock);
    var handOver = new HandOver(shipping, announcer, journal);
    var published = new Published(targets, bstore, http, instance.directory(), PATIENCE);
    var aftermath = new Aftermath(instance, builder, announcer, journal);
    var means =
        new Turn.Means(
            history(http, journal, announcer, instance),
            new Attempts(
                instance, deadlines, announcer, published, bench, handOver, aftermath, clock),
            new Chains(targets),
            builder,
            new Again(retry, host, sender, clock),
            new Elsewhere(host, instance, retry.elsewhere(), grace),
            new OutOfService(new Strikes(instance.shared()), host, instance.name(), sender, clock));
    var door = new Door(arches, tubes, targets);
    return new BuildHandler(door, new Grace(grace, instance), instance, means, clock);
  }

  private History history(Http http, Journal journal, Announcer announcer, Instance instance) {
    boolean original = way == UploadWay.ORIGINAL;
    Ends ends =
        original
            ? new RecordedEnds(incoming.resolve("../"), http, instance.directory())
            : new Commits(bstore, http, instance.directory());
    String asked = original ? "the controller's http server" : "bstore's http server";
    return new History(ends, journal, announcer, deadlines, PATIENCE, asked);
  }
}
