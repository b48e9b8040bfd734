package org.reimzul.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.TestBuilds;
import org.reimzul.controller.TestFarm;
import org.reimzul.controller.queue.QueueWalk;
import org.reimzul.controller.record.FarmRecord;
import org.reimzul.controller.record.MongoConfig;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.Notice;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;

/** Notices that are as old as they may be where nobody knows the build: here a second. */
class OldNoticesIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path dir;
  private static TestFarm farm;
  private static TestBuilds builds;
  private static FarmRecord record;
  private static OldNotices notices;

  private final BuildJob job = TestBuilds.job();
  private final TubeName place = Notices.cancel(job.requireBuildId());

  @BeforeAll
  static void start() throws Exception {
    farm = new TestFarm(dir, true);
    builds = new TestBuilds(farm);
    record = new FarmRecord(MongoConfig.read(Settings.parse(farm.ini(), "test.ini")));
    var walk = new QueueWalk(Clock.systemUTC());
    notices = new OldNotices(record.queries(), walk, Duration.ZERO, Duration.ofSeconds(1));
  }

  @AfterAll
  static void stop() {
    record.close();
    builds.close();
    farm.close();
  }

  private void callOff() throws Exception {
    long id = builds.put(place, new Notice("jane", Instant.now(), "why").encode(), Tubes.BUILD);
    Await.until(
        SOON,
        "an old notice",
        () -> builds.queue.statsJob(id).orElseThrow().age().compareTo(Duration.ofSeconds(1)) > 0);
  }

  private Optional<Notice> afterALook() throws Exception {
    notices.takeDown(builds.queue);
    return Notices.find(builds.queue, place);
  }

  private void recordSubmission() throws Exception {
    record.add(
        TestBuilds.event(EventKind.SUBMITTED, job, null)
            .with("job", job.toJson())
            .with("priority", Tubes.BUILD.value()));
  }

  @Test
  void the_notice_of_a_build_that_goes_on_stays_however_old_it_is() throws Exception {
    recordSubmission();
    callOff();
    assertThat(afterALook()).isPresent();
  }

  @Test
  void the_notice_of_a_build_that_nobody_knows_goes_when_it_is_old() throws Exception {
    callOff();
    assertThat(afterALook()).isEmpty();
  }

  @Test
  void the_notice_of_an_ended_build_goes_when_it_is_old_though_its_job_still_lies_there()
      throws Exception {
    recordSubmission();
    long id = builds.put(Tubes.HELD, job.encode(), Tubes.BUILD);
    record.add(
        TestBuilds.event(EventKind.HELD, job, "it broke")
            .with("tube", Tubes.HELD.value())
            .with("queue_id", id));
    record.add(
        TestBuilds.event(EventKind.ENDED, job, "why")
            .with("job", job.toJson())
            .with("state", EndState.CANCELED.name()));
    callOff();
    assertThat(afterALook()).isEmpty();
  }
}
