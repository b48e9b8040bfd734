package org.reimzul.worker.build;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds one arch of a source package. */
final class BuildWork implements Work {
  private static final Logger log = LoggerFactory.getLogger(BuildWork.class);

  private final Published published;
  private final Bench bench;
  private final Announcer announcer;
  private final Ending ending;

  BuildWork(Published published, Bench bench, Announcer announcer, Ending ending) {
    this.published = published;
    this.bench = bench;
    this.announcer = announcer;
    this.ending = ending;
  }

  @Override
  public Optional<String> needless(Watch watch) throws IOException, InterruptedException {
    return published.refuses(watch.job(), watch);
  }

  @Override
  public EndState produce(String timestamp, Instant started, AttemptDirectory dir, Watch watch)
      throws IOException, InterruptedException {
    AttemptId id = dir.id();
    BuildEvent building =
        announcer.result(watch.job(), id, timestamp, Status.BUILDING, Optional.empty());
    Optional<Failure> failure;
    try {
      failure = bench.work(building, dir, watch);
    } catch (SkipException e) {
      log.info("attempt {}: skipped: {}", id, e.getMessage());
      announcer.ended(watch.job(), EndState.SKIPPED, e.getMessage());
      ending.done(id, Optional.of(e.getMessage()));
      return EndState.SKIPPED;
    }
    return ending.result(timestamp, started, failure, dir, watch);
  }
}
