package org.reimzul.worker.build;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.builder.FailureKind;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.gitsource.Desk;
import org.reimzul.worker.gitsource.DistTags;
import org.reimzul.worker.gitsource.GitException;
import org.reimzul.worker.gitsource.MadeSource;
import org.reimzul.worker.gitsource.SourceMaker;

/** From a request to a source package in a try's directory. */
final class SourceBench {
  private final SourceMaker maker;
  private final Builder builder;
  private final Map<String, TargetConfig> targets;
  private final Patience git;
  private final Patience lookaside;

  /**
   * @param patience how long git's server, or the lookaside's, may be away
   */
  SourceBench(
      SourceMaker maker, Builder builder, Map<String, TargetConfig> targets, Duration patience) {
    this.maker = maker;
    this.builder = builder;
    this.targets = Map.copyOf(targets);
    this.git = new Patience("the git server", patience);
    this.lookaside = new Patience("the lookaside", patience);
  }

  /** Where a package's repository is. */
  URI repository(SourceRequest request) {
    return maker.repository(request.pkg());
  }

  /** The commit that the request's ref stands for now. */
  String commit(SourceRequest request, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException, PackageFailure {
    Heartbeat beat = watch.timed();
    return patiently(git, beat, () -> maker.resolve(request, desk(dir), beat));
  }

  /**
   * Makes it.
   *
   * @param as the build whose configuration the builder uses
   */
  MadeSource make(SourceRequest request, BuildJob as, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException, PackageFailure {
    Heartbeat beat = watch.timed();
    Desk desk = desk(dir);
    patiently(
        git,
        beat,
        () -> {
          maker.checkOut(request, desk, beat);
          return true;
        });
    CrashPoint.reach("worker.source.checked_out");
    patiently(
        lookaside,
        beat,
        () -> {
          maker.complete(request, desk, beat);
          return true;
        });
    CrashPoint.reach("worker.source.completed");
    return inBuilder(request, as, dir, watch);
  }

  private MadeSource inBuilder(
      SourceRequest request, BuildJob as, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException, PackageFailure {
    var silence = new LogSilence(dir.result(), watch.limits().logSilence());
    Heartbeat beat =
        watch.timed().and(silence::check).and(() -> CrashPoint.reach("worker.source.works"));
    try {
      return maker.make(request, as, desk(dir), beat);
    } catch (DeadlineException e) {
      builder.recover(dir.root(), watch::keep);
      throw new PackageFailure(
          FailureKind.TIMEOUT, e.getMessage() + " while the source package was made");
    }
  }

  /**
   * The request's disttag; else the target's; else the one that the branch's name tells.
   *
   * @throws PackageFailure when nothing tells it
   */
  String distTag(SourceRequest request) throws PackageFailure {
    if (!request.distTag().isEmpty()) {
      return request.distTag();
    }
    return Optional.ofNullable(targets.get(request.target()))
        .flatMap(TargetConfig::distTag)
        .or(() -> DistTags.ofBranch(request.branch()))
        .orElseThrow(
            () ->
                new PackageFailure(
                    "no disttag was given, and neither target %s nor branch %s tells one"
                        .formatted(request.target(), request.branch())));
  }

  private static Desk desk(AttemptDirectory dir) {
    return new Desk(dir.root(), dir.result());
  }

  private static <T> T patiently(
      Patience server, Heartbeat beat, Patience.Action<T, PackageFailure> action)
      throws IOException, InterruptedException, PackageFailure {
    try {
      return server.until(beat, action);
    } catch (GitException e) { // waiting doesn't mend it
      throw new InfrastructureException(e.getMessage());
    } catch (DeadlineException e) { // nothing of the package has run yet: it isn't to blame
      throw new InfrastructureException(
          e.getMessage() + " while the sources were fetched" + server.complaint());
    }
  }
}
