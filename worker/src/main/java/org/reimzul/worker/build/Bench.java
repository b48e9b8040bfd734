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
import org.reimzul.worker.builder.InfrastructureException;
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
  Optional<String> work(BuildEvent building, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException, SkipException {
    Optional<String> failure = build(building, dir, watch).map(Shift::oneLine);
    CrashPoint.reach("worker.attempt.built");
    if (failure.isPresent() && ForArch.refusedBy(failure.get(), watch.job().arch())) {
      throw new SkipException(failure.get());
    }
    ResultFiles.tidy(dir.result(), failure);
    CrashPoint.reach("worker.attempt.tidied");
    return failure;
  }

  private Optional<String> build(BuildEvent building, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException, SkipException {
    SourcePackage source;
    try {
      source = fetch(dir, watch);
    } catch (PackageFailure e) {
      announcer.building(building); // every end has had a beginning, also for subscribers
      return Optional.of(e.getMessage());
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
    return build(new BuildRequest(job, source.file(), dir.root(), dir.result()), watch);
  }

  private SourcePackage fetch(AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException, PackageFailure {
    announcer.state(dir.id(), AttemptState.PREPARING);
    CrashPoint.reach("worker.attempt.preparing");
    Heartbeat beat =
        () -> {
          watch.beat();
          watch.total().check();
        };
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

  private Optional<String> build(BuildRequest request, Watch watch)
      throws IOException, InterruptedException {
    var silence = new LogSilence(request.result(), watch.limits().logSilence());
    Heartbeat beat =
        () -> {
          watch.beat();
          watch.total().check();
          silence.check();
          CrashPoint.reach("worker.attempt.works");
        };
    try {
      builder.build(request, beat);
    } catch (PackageFailure e) {
      return Optional.of(e.getMessage());
    } catch (DeadlineException e) {
      builder.recover(request.attempt(), watch::keep);
      return Optional.of(e.getMessage());
    }
    return ResultFiles.hasPackages(request.result())
        ? Optional.empty()
        : Optional.of("the build ended well but made no package");
  }
}
