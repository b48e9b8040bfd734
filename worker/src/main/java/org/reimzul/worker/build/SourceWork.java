package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.job.Status;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Lease;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.gitsource.MadeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the source package of one request and queues it for its arch. For one attempt. */
final class SourceWork implements Work {
  private static final Logger log = LoggerFactory.getLogger(SourceWork.class);
  private static final String WHAT = "making the source package";

  /** What it is made with. */
  record Means(
      SourceBench bench,
      Deposit deposit,
      ArchQueue queue,
      Announcer announcer,
      Settling commits,
      Ending ending) {}

  private final Means with;
  private final Lease lease;
  private final BuildJob as;
  private final Consumer<SourceRequest> settled;
  private SourceRequest request;
  private Optional<PackageFailure> refusal = Optional.empty();

  /**
   * @param as the build whose configuration the builder uses
   * @param settled told of the commit
   */
  SourceWork(
      Means with,
      Lease lease,
      SourceRequest request,
      BuildJob as,
      Consumer<SourceRequest> settled) {
    this.with = with;
    this.lease = lease;
    this.request = request;
    this.as = as;
    this.settled = settled;
  }

  @Override
  public Optional<String> needless(Watch watch) {
    return Optional.empty();
  }

  /** Settles on a commit, once and for all: a branch may move between two tries. */
  @Override
  public FarmJob prepare(FarmJob asked, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    try {
      request = with.commits().settle(request, lease, dir, watch);
      settled.accept(request);
    } catch (PackageFailure e) {
      refusal = Optional.of(e);
    }
    return request;
  }

  @Override
  public EndState produce(String timestamp, Instant started, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    AttemptId id = dir.id();
    with.announcer().state(id, AttemptState.PREPARING, WHAT);
    CrashPoint.reach("worker.source.preparing");
    BuildJob next;
    try {
      next = make(dir, watch);
    } catch (PackageFailure e) {
      String here = dir.root().resolve("git/tree") + "/";
      var failure = new Failure(e.kind(), e.getMessage().replace(here, ""));
      return failed(timestamp, started, failure, dir, watch);
    }
    with.queue().put(next, lease);
    with.ending().made(id, next.srpm());
    return EndState.PUBLISHED;
  }

  private BuildJob make(AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException, PackageFailure {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    String distTag = with.bench().distTag(request);
    MadeSource made = with.bench().make(request, BuildFor.withDistTag(as, distTag), dir, watch);
    CrashPoint.reach("worker.source.made");
    log.info("attempt {}: made {}; sending it", dir.id(), made.srpm());
    with.announcer().state(dir.id(), AttemptState.UPLOADING, WHAT);
    String url = with.bench().repository(request).toString();
    return with.deposit()
        .bring(made.file(), (srpm, sha) -> request.job(srpm, sha, distTag, url), dir, watch);
  }

  /** The package's fault: an end like any failed build's, with its logs. */
  private EndState failed(
      String timestamp, Instant started, Failure failure, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    BuildEvent building =
        with.announcer()
            .result(watch.job(), dir.id(), timestamp, Status.BUILDING, Optional.empty());
    with.announcer().building(building);
    CrashPoint.reach("worker.source.told");
    ResultFiles.tidy(dir.result(), Optional.of(failure.reason()));
    return with.ending().result(timestamp, started, Optional.of(failure), dir, watch);
  }
}
