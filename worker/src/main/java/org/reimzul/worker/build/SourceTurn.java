package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A turn of a request to build from git: its source package is made and queued for its arch. */
final class SourceTurn implements Turn {
  private static final Logger log = LoggerFactory.getLogger(SourceTurn.class);

  /** What a turn needs of its handler. */
  record Means(
      History history,
      Attempts attempts,
      SourceWork.Means work,
      BuildFor buildFor,
      Opening opening,
      Path scratch) {}

  private final Means with;
  private final Lease lease;
  private final Grace.Finding found;
  private SourceRequest request;

  /**
   * @param request with its build id
   * @param found what the queue tells of earlier turns
   */
  SourceTurn(Means with, SourceRequest request, Lease lease, Grace.Finding found) {
    this.with = with;
    this.request = request;
    this.lease = lease;
    this.found = found;
  }

  @Override
  public FarmJob job() {
    return request;
  }

  @Override
  public BuildId current() {
    return request.requireBuildId();
  }

  @Override
  public Outcome take(String timestamp) throws IOException, InterruptedException {
    Optional<History.End> before = with.history().endOf(request.ended(), lease);
    if (before.isPresent()) {
      log.info("build {} has ended before; no source package is needed", current());
      return Outcome.done();
    }
    Optional<BuildJob> made = with.work().deposit().earlier(current(), with.scratch(), lease);
    if (made.isPresent()) {
      log.info("the source package of build {} was made before: {}", current(), made.get().srpm());
      with.work().queue().put(made.get(), lease);
      return Outcome.done();
    }
    Opening.Result opened = with.opening().of(request, current(), found, lease);
    request = (SourceRequest) opened.job();
    return opened.notNow().isPresent() ? opened.notNow().get() : make(timestamp);
  }

  private Outcome make(String timestamp) throws IOException, InterruptedException {
    Optional<BuildJob> as = with.buildFor().choose(request.ended(), lease);
    Optional<Duration> pause =
        as.isPresent() ? Optional.empty() : with.opening().elsewhere().leave(lease);
    if (pause.isPresent()) {
      return Outcome.retry(
          pause.get(), "no configuration here for its target; left to other hosts");
    }
    BuildJob like = as.orElse(request.ended());
    var work = new SourceWork(with.work(), lease, request, like, next -> request = next);
    with.attempts().run(work, request, timestamp, lease);
    CrashPoint.reach("worker.source.ended");
    with.opening().health().works();
    return Outcome.done();
  }
}
