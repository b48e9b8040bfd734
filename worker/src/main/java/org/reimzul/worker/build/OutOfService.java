package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Notice;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.TubeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes this host out of service when it fails in the same way again and again. */
final class OutOfService {
  private static final Logger log = LoggerFactory.getLogger(OutOfService.class);
  private static final int TOO_OFTEN = 3;

  private final Strikes strikes;
  private final String host;
  private final String name;
  private final Sender sender;
  private final Clock clock;
  private int unwritten;

  /**
   * @param strikes shared by the workers of this host
   * @param name this worker's among them
   */
  OutOfService(Strikes strikes, String host, String name, Sender sender, Clock clock) {
    this.strikes = strikes;
    this.host = host;
    this.name = name;
    this.sender = sender;
    this.clock = clock;
  }

  /** A try has come to an end, whatever that says of the package. */
  void works() {
    unwritten = 0;
    try {
      strikes.reset();
    } catch (IOException e) {
      log.warn("cannot note that this host works", e);
    }
  }

  /** The infrastructure has failed a try here; the third time in a row for one reason is enough. */
  void fails(String reason, Lease lease) throws InterruptedException {
    int count = count(alike(reason));
    CrashPoint.reach("worker.failing.counted");
    if (count < TOO_OFTEN) {
      return;
    }
    TubeName place = Notices.drain(host);
    String why =
        "%s failed %d times in a row: %s; mend that, then: reimzul worker resume %s"
            .formatted(host, count, reason, host);
    Optional<Notice> there = lease.notice(place);
    if (there.isEmpty()) {
      sender.send(place, new Notice("worker@" + host, clock.instant(), why).encode());
      CrashPoint.reach("worker.failing.pinned");
    }
    FarmEvent event = FarmEvent.ofWorker(clock.instant(), host, name, "failing", why);
    sender.send(Tubes.EVENTS, event.encode());
    CrashPoint.reach("worker.failing.told");
    log.error("this host takes nothing more: {}", why);
    works(); // whoever lets it go on has mended it
  }

  private int count(String reason) {
    try {
      return strikes.add(reason);
    } catch (IOException e) { // a full disk is the very thing that is to be noticed
      log.warn("cannot note that this host failed; counting for this worker alone", e);
      return ++unwritten;
    }
  }

  /** The reason without what differs from try to try: paths, ids, numbers. */
  static String alike(String reason) {
    return reason
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\S*/\\S*", "/")
        .replaceAll("\\b[0-9a-z]*[0-9][0-9a-z]*\\b", "#")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
