package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.source.SourceFetcher;

/** From a job to a directory of packages and logs. */
final class Bench {
  private static final int LONGEST_REASON = 500;

  private final SourceFetcher fetcher;
  private final Patience controller = new Patience("the controller's http server");
  private final Builder builder;
  private final Announcer announcer;

  Bench(SourceFetcher fetcher, Builder builder, Announcer announcer) {
    this.fetcher = fetcher;
    this.builder = builder;
    this.announcer = announcer;
  }

  /** Fetches and builds; returns why the package can't be built, or empty. */
  Optional<String> work(BuildJob job, BuildEvent building, AttemptDirectory dir, Heartbeat beat)
      throws IOException, InterruptedException {
    Optional<String> failure = build(job, building, dir, beat).map(Bench::oneLine);
    ResultFiles.tidy(dir.result(), failure);
    return failure;
  }

  private Optional<String> build(
      BuildJob job, BuildEvent building, AttemptDirectory dir, Heartbeat beat)
      throws IOException, InterruptedException {
    announcer.state(dir.id(), AttemptState.PREPARING);
    Path srpm;
    try {
      srpm = controller.until(beat, () -> fetcher.fetch(job, dir.srpm(), beat));
    } catch (PackageFailure e) {
      announcer.building(building); // every end has had a beginning, also for subscribers
      return Optional.of(e.getMessage());
    }
    announcer.building(building);
    announcer.state(dir.id(), AttemptState.BUILDING);
    try {
      builder.build(new BuildRequest(job, srpm, dir.root(), dir.result()), beat);
    } catch (PackageFailure e) {
      return Optional.of(e.getMessage());
    }
    return ResultFiles.hasPackages(dir.result())
        ? Optional.empty()
        : Optional.of("the build ended well but made no package");
  }

  private static String oneLine(String reason) {
    String line = reason.replaceAll("[\\p{Cntrl}]+", " ").strip();
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
