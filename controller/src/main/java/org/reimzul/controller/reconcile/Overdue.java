package org.reimzul.controller.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.BuildState;
import org.reimzul.controller.record.QueuePlace;
import org.reimzul.core.config.Deadlines;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.jbeanstalk.TubeStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once of each build that has waited in its tube for too long, and why. For one thread. */
final class Overdue {
  private static final Logger log = LoggerFactory.getLogger(Overdue.class);

  private final Deadlines deadlines;
  private final Word word;
  private Map<String, QueuePlace> warned = Map.of();
  private Map<String, QueuePlace> waiting = new HashMap<>();

  Overdue(Deadlines deadlines, Word word) {
    this.deadlines = deadlines;
    this.word = word;
  }

  /** A new look begins; who waits no more is forgotten. */
  void begin() {
    warned = waiting;
    waiting = new HashMap<>();
  }

  /** Looks at a build that has no end. */
  void look(Beanstalk queue, BuildRecord build) throws BeanstalkException, InterruptedException {
    QueuePlace place = build.queue().orElse(null);
    if (place == null
        || build.state() != BuildState.QUEUED
        || place.tube().equals(Tubes.AFTER.value())) {
      return;
    }
    Duration limit = limit(build);
    Instant due = place.at().plusSeconds(place.delay()).plus(limit);
    if (limit.isZero() || word.now().isBefore(due)) {
      return;
    }
    waiting.put(build.id(), place);
    String reason = reason(queue, TubeName.of(place.tube()), limit);
    boolean told = build.waiting().filter(known -> known.reason().equals(reason)).isPresent();
    if (!told && !place.equals(warned.get(build.id()))) {
      log.warn("build {} {}", build.id(), reason);
      word.waits(new BuildId(build.id()), reason);
      CrashPoint.reach("reconcile.overdue.told");
    }
  }

  private Duration limit(BuildRecord build) {
    ObjectNode job = build.job().orElseGet(Json::object);
    String target = job.path("target").asText();
    if (SourceRequest.isOne(job)) {
      String repository = target + "." + job.path("arch").asText();
      return deadlines.of(repository, job.path("pkg").asText()).queueWait();
    }
    // name-version-release.src.rpm
    String pkgname = job.path("srpm").asText().replaceFirst("-[^-]+-[^-]+$", "");
    return deadlines.of(target, pkgname).queueWait();
  }

  private static String reason(Beanstalk queue, TubeName tube, Duration limit)
      throws BeanstalkException {
    boolean watched =
        queue.statsTube(tube).map(TubeStats::currentWatching).filter(n -> n > 0).isPresent();
    return "waits in tube "
        + tube.value()
        + " for longer than the deadline queue_wait ("
        + limit.toMinutes()
        + " min): "
        + (watched ? "its workers are busy" : "no worker watches this tube");
  }
}
