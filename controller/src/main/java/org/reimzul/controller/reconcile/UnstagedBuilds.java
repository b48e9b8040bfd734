package org.reimzul.controller.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.BuildResult;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.controller.record.Stagings;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.SigningRequest;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the signer again of published builds that it has not collected, once each in the life of
 * this process: the message may have been lost with the queue. Collecting twice changes nothing. An
 * original signer says nothing of what it collects, and is left alone. For one thread.
 */
final class UnstagedBuilds {
  private static final Logger log = LoggerFactory.getLogger(UnstagedBuilds.class);

  /** Older ones are a person's matter. */
  private static final Duration WINDOW = Duration.ofDays(7);

  private static final int MOST = 200;

  private final Stagings record;
  private final Duration late;
  private final Word word;
  private final Set<String> told = new HashSet<>();

  /** {@code late}: how long to wait for the signer; zero to wait for ever. */
  UnstagedBuilds(Stagings record, Duration late, Word word) {
    this.record = record;
    this.late = late;
    this.word = word;
  }

  void look(Beanstalk queue) throws BeanstalkException, RecordAwayException, InterruptedException {
    if (late.isZero() || !Settled.empty(queue, Tubes.TOSIGN)) {
      return;
    }
    Instant now = word.now();
    Instant since = now.minus(WINDOW);
    List<BuildRecord> missing = record.missing(since, now.minus(late), MOST);
    told.retainAll(missing.stream().map(BuildRecord::id).toList());
    for (BuildRecord build : missing) {
      if (!told.contains(build.id()) && record.any(since) && !record.superseded(build)) {
        tell(build);
      }
      told.add(build.id());
    }
  }

  private void tell(BuildRecord build) throws InterruptedException {
    Optional<BuildResult> result = build.result();
    Optional<ObjectNode> asked = build.job();
    if (result.isEmpty() || asked.isEmpty()) {
      return;
    }
    var request =
        new SigningRequest(
            result.get().pkgname(),
            Status.SUCCESS,
            asked.get().path("target").asText(),
            asked.get().path("arch").asText(),
            result.get().timestamp(),
            Optional.of(new BuildId(build.id())),
            Optional.of(result.get().evr()));
    word.put(Tubes.TOSIGN, request.encode());
    CrashPoint.reach("reconcile.tosign.put");
    log.info("told the signer again of build {}, which it has not collected", build.id());
  }
}
