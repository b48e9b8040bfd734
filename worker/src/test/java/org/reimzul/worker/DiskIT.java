package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Tubes;

/** A disk that can't be written is this worker's trouble; the build is tried again. */
class DiskIT {
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

  @Test
  void a_build_outlives_a_work_directory_that_cannot_be_used() throws Exception {
    worker = farm.runWorker("builder = rpmbuild\n[retry]\nfirst = 1s\nelsewhere = 0s");
    Path own = worker.instance().directory();
    Path aside = Files.move(own, dir.resolve("aside"));
    Files.createFile(own);
    farm.submit(Srpms.make("tiny", farm.incoming(), dir), Optional.empty());
    farm.takeEvent(EventKind.QUEUED);
    assertThat(watched.count(Tubes.CREATEREPO)).isZero();

    Files.delete(own);
    Files.move(aside, own);

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
  }

  @Test
  void a_build_that_finds_the_disk_full_is_not_to_blame() throws Exception {
    worker = farm.runWorker("builder = rpmbuild");
    farm.submit(Srpms.make("full", farm.incoming(), dir), Optional.empty());

    assertThat(watched.reasonOf("FAILED")).contains("No space left on device");
    assertThat(watched.count(Tubes.CREATEREPO)).isZero();
  }
}
