package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.FreePort;

/** A build that is called off ends within ten seconds, wherever its attempt is. */
class CancelIT {
  private static final String WHY = "canceled by alice: wrong branch";

  @TempDir Path dir;
  private TestFarm farm;
  private Watched watched;
  private RunningWorker worker;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    watched = new Watched(farm, dir);
  }

  @AfterEach
  void stop() throws Exception {
    if (worker != null) {
      worker.close();
    }
    farm.close();
  }

  private BuildJob submit(String spec) throws Exception {
    return farm.submit(Srpms.make(spec, farm.incoming(), dir), Optional.empty());
  }

  private void run(String more) throws Exception {
    worker = farm.runWorker("builder = rpmbuild\n" + more);
  }

  private void endsInTime(BuildJob job) throws Exception {
    long start = System.nanoTime();
    watched.cancel(job.requireBuildId());
    assertThat(watched.takeEnd(job, EndState.CANCELED)).isEqualTo(WHY);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(watched.anyRuns()).isFalse();
    farm.awaitSettled();
    assertThat(watched.count(Tubes.CREATEREPO)).isZero();
    assertThat(watched.completeUploads()).isZero();
    try (var own = Files.list(worker.instance().directory())) {
      assertThat(own.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith(job.requireBuildId().value()));
    }
  }

  @Test
  void before_it_starts() throws Exception {
    BuildJob job = submit("tiny");
    watched.cancel(job.requireBuildId());

    run("");

    assertThat(watched.takeEnd(job, EndState.CANCELED)).isEqualTo(WHY);
    farm.awaitSettled();
    assertThat(watched.anyAttempt()).isFalse();
  }

  @Test
  void while_its_source_package_cannot_be_had() throws Exception {
    run("[controller]\nurl = http://127.0.0.1:" + FreePort.next() + "/");
    BuildJob job = submit("tiny");
    assertThat(watched.reasonOf("PREPARING")).isEmpty();

    endsInTime(job);

    assertThat(watched.reasonOf("ABORTED")).isEqualTo(WHY);
  }

  @Test
  void while_it_is_asked_whether_it_has_ended() throws Exception {
    run("[bstore]\nbase_url = http://127.0.0.1:" + FreePort.next() + "/bstore");
    BuildJob job = submit("tiny");
    Await.until(TestFarm.SOON, "the job to be taken", () -> reserved() == 1);

    endsInTime(job);
  }

  private long reserved() throws Exception {
    try (var client = farm.connect()) {
      return client.stats().currentJobsReserved();
    }
  }

  @Test
  void while_it_builds_with_all_that_it_has_started() throws Exception {
    run("");
    BuildJob job = submit("stubborn");
    watched.awaitStarted(2);

    endsInTime(job);

    assertThat(watched.reasonOf("ABORTED")).isEqualTo(WHY);
  }

  @Test
  void while_its_result_is_uploaded() throws Exception {
    farm.rsync().process().close();
    run("");
    BuildJob job = submit("tiny");
    assertThat(watched.reasonOf("UPLOADING")).isEmpty();

    endsInTime(job);

    assertThat(watched.reasonOf("ABORTED")).isEqualTo(WHY);
  }

  @Test
  void but_not_once_bstore_has_committed_it() throws Exception {
    BuildJob job = submit("tiny");
    Files.writeString(farm.commits().resolve(job.requireBuildId().value()), "{}");
    watched.cancel(job.requireBuildId());

    run("");

    farm.awaitSettled();
    assertThat(watched.count(Tubes.BSTORE)).isZero();
  }
}
