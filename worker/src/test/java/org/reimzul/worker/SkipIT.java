package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Tubes;

/** What is not to be built ends as skipped, with the reason. */
class SkipIT {
  private static final String REFUSING = "\n[target el9]\nduplicates = refuse\nchains = x86_64:";

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
    worker.close();
    farm.close();
  }

  private BuildJob submit(String spec) throws Exception {
    return farm.submit(Srpms.make(spec, farm.incoming(), dir), Optional.empty());
  }

  private void publish(BuildJob job, BuildId by) throws Exception {
    Path home = Files.createDirectories(farm.published().resolve(job.target()));
    Files.writeString(home.resolve(job.srpm()), "{\"v\":1,\"build_id\":\"" + by + "\"}");
  }

  @Test
  void a_package_that_is_published_already_where_that_is_refused() throws Exception {
    BuildJob job = submit("tiny");
    BuildId other = BuildId.mint(Clock.systemUTC().instant());
    publish(job, other);

    worker = farm.runWorker("builder = rpmbuild" + REFUSING);

    assertThat(watched.takeEnd(job, EndState.SKIPPED))
        .isEqualTo("already published by build " + other);
    farm.awaitSettled();
    assertThat(watched.anyAttempt()).isFalse();
    assertThat(watched.count(Tubes.CREATEREPO)).isZero();
  }

  @Test
  void but_not_one_that_this_submission_has_published_itself() throws Exception {
    BuildJob job = submit("tiny");
    publish(job, job.requireBuildId().chained("i386"));

    worker = farm.runWorker("builder = rpmbuild" + REFUSING);

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
  }

  @Test
  void nor_where_a_second_build_replaces_the_first() throws Exception {
    BuildJob job = submit("tiny");
    publish(job, BuildId.mint(Clock.systemUTC().instant()));

    worker = farm.runWorker("builder = rpmbuild");

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
  }

  @Test
  void a_package_for_another_arch() throws Exception {
    worker = farm.runWorker("builder = rpmbuild");
    BuildJob job = submit("alien");

    assertThat(watched.takeEnd(job, EndState.SKIPPED))
        .isEqualTo("not for x86_64: ExclusiveArch: s390x");
    assertThat(watched.reasonOf("DONE")).isEqualTo("not for x86_64: ExclusiveArch: s390x");
    farm.awaitSettled();
    assertThat(watched.count(Tubes.CREATEREPO)).isZero();
    assertThat(watched.count(Tubes.NOTIFY)).isZero();
  }
}
