package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.builder.FailureKind;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.Notes;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.source.SourceFetcher;
import org.reimzul.worker.source.SourcePackage;

/** From a job to a directory of packages and logs. */
final class Bench {
  private final SourceFetcher fetcher;
  private final Patience controller;
  private final Builder builder;
  private final Announcer announcer;

  /**
   * @param patience how long the controller may be away
   */
  Bench(SourceFetcher fetcher, Builder builder, Announcer announcer, Duration patience) {
    this.fetcher = fetcher;
    this.controller = new Patience("the controller's http server", patience);
    this.builder = builder;
    this.announcer = announcer;
  }

  /**
   * Fetches and builds; returns why the package can't be built, or empty.
   *
   * @throws SkipException when the package is not for this arch
   */
  Optional<Failure> work(BuildEvent building, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException, SkipException {
    Optional<Failure> failure = build(building, dir, watch);
    CrashPoint.reach("worker.attempt.built");
    Optional<String> reason = failure.map(Failure::reason);
    if (reason.isPresent() && ForArch.refusedBy(reason.get(), watch.job().arch())) {
      throw new SkipException(reason.get());
    }
    ResultFiles.tidy(dir.result(), reason);
    CrashPoint.reach("worker.attempt.tidied");
    return failure;
  }

  private Optional<Failure> build(BuildEvent building, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException, SkipException {
    SourcePackage source;
    try {
      source = fetch(dir, watch);
    } catch (PackageFailure e) {
      announcer.building(building); // every end has had a beginning, also for subscribers
      return Optional.of(Failure.of(e));
    }
    BuildJob job = watch.job();
    Optional<String> leftOut = ForArch.leavesOut(source.header(), job.arch());
    if (leftOut.isPresent()) {
      throw new SkipException(leftOut.get());
    }
    announcer.building(building);
    CrashPoint.reach("worker.attempt.told");
    announcer.state(dir.id(), AttemptState.BUILDING);
    CrashPoint.reach("worker.attempt.building");
    Notes notes = (facts, remark) -> announcer.notes(dir.id(), facts, remark);
    return build(new BuildRequest(job, source.file(), dir.root(), dir.result(), notes), watch);
  }

  private SourcePackage fetch(AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException, PackageFailure {
    announcer.state(dir.id(), AttemptState.PREPARING);
    CrashPoint.reach("worker.attempt.preparing");
    Heartbeat beat = watch.timed();
    try {
      SourcePackage source =
          controller.until(beat, () -> fetcher.fetch(watch.job(), dir.srpm(), beat));
      CrashPoint.reach("worker.attempt.fetched");
      return source;
    } catch (DeadlineException e) { // nothing of the package has run yet: it isn't to blame
      throw new InfrastructureException(
          e.getMessage() + " while the source package was fetched" + controller.complaint());
    }
  }

  private Optional<Failure> build(BuildRequest request, Watch watch)
      throws IOException, InterruptedException {
    var silence = new LogSilence(request.result(), watch.limits().logSilence());
    Heartbeat beat =
        watch.timed().and(silence::check).and(() -> CrashPoint.reach("worker.attempt.works"));
    try {
      builder.build(request, beat);
    } catch (PackageFailure e) {
      return Optional.of(Failure.of(e));
    } catch (DeadlineException e) {
      builder.recover(request.attempt(), watch::keep);
      return Optional.of(new Failure(FailureKind.TIMEOUT, e.getMessage()));
    }
    return ResultFiles.hasPackages(request.result())
        ? Optional.empty()
        : Optional.of(new Failure(FailureKind.PACKAGE, "the build ended well but made no package"));
  }
}
