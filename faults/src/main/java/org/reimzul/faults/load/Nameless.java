package org.reimzul.faults.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;
import org.reimzul.faults.lab.Place;
import org.reimzul.faults.watch.Queue;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;

/** Submits as the original's command does: a job without a build id, and nothing else. */
public final class Nameless {
  private static final TubeName TUBE = TubeName.of("x86_64");
  private static final Priority PRIORITY = Priority.of(8192);
  private static final Duration TTR = Duration.ofSeconds(3);

  /** Who takes it at the turn of an hour may derive another id than we. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private final Place place;
  private final Queue queue;
  private final Packages packages;
  private final Acknowledged books;

  /** For this farm. */
  public Nameless(Place place, Queue queue, Packages packages, Acknowledged books) {
    this.place = place;
    this.queue = queue;
    this.packages = packages;
    this.books = books;
  }

  /** Submits it unless the queue is away; what the queue has taken is acknowledged. */
  public void submit(Parcel parcel) throws IOException, InterruptedException {
    Instant now = Clock.systemUTC().instant();
    long minute = now.plus(MARGIN).getEpochSecond() / 60 % 60;
    if (minute < 2 * MARGIN.toMinutes()) {
      return;
    }
    packages.make(List.of(parcel));
    Path part = place.incoming().resolve("." + parcel.srpm() + ".nameless");
    Files.copy(packages.file(parcel), part, StandardCopyOption.REPLACE_EXISTING);
    Files.move(part, place.incoming().resolve(parcel.srpm()), StandardCopyOption.REPLACE_EXISTING);
    byte[] body = body(parcel);
    try {
      long id = queue.on(client -> client.put(TUBE, body, PRIORITY, Duration.ZERO, TTR));
      String build = BuildId.derive(body, id, now).value();
      books.told(build, parcel, now, List.of(), List.of());
    } catch (BeanstalkException e) {
      books.untold(parcel, now);
    }
  }

  private static byte[] body(Parcel parcel) {
    return Json.write(
        Json.object()
            .put("srpm", parcel.srpm())
            .put("arch", "x86_64")
            .put("target", parcel.target())
            .put("disttag", "." + parcel.targetName())
            .put("scratch", parcel.scratch())
            .put("submitter", "faults"));
  }
}
