package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;

/** A worker that slept through the end of its reservation changes nothing when it wakes. */
class StaleIT {
  @TempDir Path dir;
  private TestFarm farm;
  private Watched watched;
  private ServerProcess worker;
  private long job;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    watched = new Watched(farm, dir);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private void build(String spec) throws Exception {
    worker = farm.startWorker("builder = rpmbuild");
    Path srpm = Srpms.make(spec, farm.incoming(), dir);
    BuildJob wanted = Jobs.of(srpm.getFileName().toString(), "x86_64", "el9.x86_64");
    job = farm.put(wanted.encode());
  }

  /** Another worker gets the job while this one is stopped, and finishes it. */
  private void sleepThroughTheReservation() throws Exception {
    worker.signal("STOP");
    farm.queue().process().kill(); // beanstalkd 1.12 does not always notice that a time has run out
    farm.queue().restart();
    try (Beanstalk other = farm.connect()) {
      Await.until(TestFarm.SOON, "the job", () -> other.reserveJob(job).isPresent());
      other.delete(job);
    }
  }

  private void changesNothing() throws Exception {
    worker.signal("CONT");
    assertThat(watched.reasonOf("LOST")).isNotEmpty();
    Await.until(TestFarm.SOON, "the build's end", () -> !watched.anyRuns());
    assertThat(watched.count(Tubes.CREATEREPO)).isZero();
    assertThat(watched.completeUploads()).isZero();
  }

  @Test
  void while_its_builder_runs() throws Exception {
    build("patient");
    watched.awaitStarted(1);

    sleepThroughTheReservation();

    changesNothing();
  }

  @Test
  void while_its_builder_comes_to_a_good_end() throws Exception {
    build("patient");
    watched.awaitStarted(1);

    sleepThroughTheReservation();
    Files.writeString(dir.resolve("go"), "");
    Await.until(TestFarm.SOON, "the builder's end", () -> !watched.anyRuns());

    changesNothing();
    assertThat(farm.uploads()).isEmptyDirectory();
  }

  @Test
  void while_its_upload_waits() throws Exception {
    farm.rsync().process().close();
    build("tiny");
    assertThat(watched.reasonOf("UPLOADING")).isEmpty();

    sleepThroughTheReservation();
    farm.rsync().restart();

    changesNothing();
  }
}
