package org.reimzul.controller.order;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.controller.record.Submission;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Notice;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about a job in the tube {@code after}: to its workers when all that it waits for is
 * published, its end when that can't happen any more, and otherwise to wait on.
 */
final class AfterHandler implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(AfterHandler.class);

  private final Parents parents;
  private final BuildQueries record;
  private final Arches arches;
  private final Word word;
  private final LettingGo lettingGo;
  private final Patience patience;

  AfterHandler(
      Parents parents,
      BuildQueries record,
      Arches arches,
      Word word,
      LettingGo lettingGo,
      Patience patience) {
    this.parents = parents;
    this.record = record;
    this.arches = arches;
    this.word = word;
    this.lettingGo = lettingGo;
    this.patience = patience;
  }

  @Override
  public Outcome handle(Lease lease)
      throws IOException, InterruptedException, MalformedMessageException {
    BuildJob job = BuildJob.decode(lease.body());
    if (job.buildId().isEmpty()) {
      return Outcome.bury("a job that waits for others needs a build id");
    }
    TubeName tube;
    try {
      tube = TubeName.of(arches.tubeOf(job.arch()));
    } catch (IllegalArgumentException e) {
      return Outcome.bury(e.getMessage());
    }
    Optional<Notice> cancel = lease.notice(Notices.cancel(job.requireBuildId()));
    if (cancel.isPresent()) {
      return end(job, cancel.get().reason(), cancel.get().by());
    }
    return decide(job, tube, lease);
  }

  private Outcome decide(BuildJob job, TubeName tube, Lease lease)
      throws IOException, InterruptedException {
    List<String> open = new ArrayList<>();
    boolean unknown = false;
    for (BuildId parent : job.after()) {
      lease.beat();
      Standing standing = parents.of(parent);
      if (standing.kind() == Standing.Kind.ENDED_OTHERWISE) {
        return end(job, "build " + parent + " is " + standing.word(), word.by());
      }
      if (standing.kind() == Standing.Kind.UNKNOWN) {
        unknown = true;
        if (knows(job.requireBuildId()) && patience.tooLong(job.requireBuildId())) {
          return end(job, "build " + parent + " is not known", word.by());
        }
      }
      if (standing.kind() != Standing.Kind.PUBLISHED) {
        open.add("build " + parent + " (" + standing.word() + ")");
      }
    }
    if (!unknown) {
      patience.known(job.requireBuildId());
    }
    if (!open.isEmpty()) {
      return waitOn(job, open, lease);
    }
    patience.over(job.requireBuildId());
    return lettingGo.into(tube, job, lease);
  }

  /** A record that has lost who waits has lost, perhaps, whom it waits for. */
  private boolean knows(BuildId child) throws InterruptedException {
    try {
      return record
          .find(child)
          .flatMap(BuildRecord::submission)
          .flatMap(Submission::at)
          .isPresent();
    } catch (RecordAwayException e) {
      return false;
    }
  }

  /** The request is committed unless the build has an end already; asking twice does no harm. */
  private Outcome end(BuildJob job, String reason, String by) throws InterruptedException {
    var end = new BuildEnd(job, EndState.CANCELED, reason, by, word.now());
    CrashPoint.reach("order.end.decided");
    word.put(Tubes.BSTORE, new BstoreRequest.End(end).encode());
    CrashPoint.reach("order.end.asked");
    log.info("build {} is called off: {}", job.requireBuildId(), reason);
    patience.over(job.requireBuildId());
    return Outcome.done();
  }

  private Outcome waitOn(BuildJob job, List<String> open, Lease lease) throws InterruptedException {
    String others = open.size() == 1 ? "" : " and " + (open.size() - 1) + " more";
    String reason = "waits for " + open.get(0) + others;
    if (patience.news(job.requireBuildId(), reason)) {
      word.waits(job.requireBuildId(), reason);
      CrashPoint.reach("order.wait.told");
    }
    Duration age = lease.stats().map(JobStats::age).orElse(Duration.ZERO);
    return Outcome.retry(patience.pause(age), ""); // without a line in the log each time
  }
}
