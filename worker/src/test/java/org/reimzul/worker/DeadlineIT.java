package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Status;
import org.reimzul.testkit.Await;

/** Each deadline ends what it is there for, and says which one it is and how long. */
class DeadlineIT {
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

  private void build(String spec, String deadlines) throws Exception {
    worker = farm.runWorker("builder = rpmbuild\n" + deadlines);
    farm.submit(Srpms.make(spec, farm.incoming(), dir), Optional.empty());
  }

  private void failsFor(String reason) throws Exception {
    Manifest manifest = farm.takeResult();
    assertThat(manifest.result().status()).isEqualTo(Status.FAILED);
    assertThat(manifest.result().reason()).contains(reason);
    assertThat(watched.anyRuns()).isFalse();
    assertThat(farm.upload(manifest.attempt()).resolve("build.log")).content().contains(reason);
    farm.awaitSettled();
  }

  @Test
  void a_build_that_takes_too_long_has_failed() throws Exception {
    build("endless", "[deadlines]\nbuild = 4s");

    failsFor("build deadline of 4s exceeded");
  }

  @Test
  void a_builder_has_its_whole_time_though_its_source_was_late() throws Exception {
    worker = farm.runWorker("builder = rpmbuild\n[deadlines]\nbuild = 8s");
    Path srpm = Srpms.make("patient", farm.incoming(), dir);
    long begun = System.nanoTime();
    Duration late = Duration.ofSeconds(5);
    farm.serve(
        srpm.getFileName().toString(),
        exchange -> {
          if (passed(begun, late)) {
            new StaticFiles("/reimzul-incoming/", farm.incoming(), Set.of()).handle(exchange);
          } else {
            exchange.close();
          }
        });
    farm.submit(srpm, Optional.empty());
    watched.awaitStarted(1);
    Await.until(TestFarm.SOON, "its time", () -> passed(begun, late.plusSeconds(4)));

    Files.writeString(dir.resolve("go"), "");

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
  }

  private static boolean passed(long since, Duration time) {
    return System.nanoTime() - since > time.toNanos();
  }

  @Test
  void a_build_whose_log_is_silent_for_too_long_has_failed() throws Exception {
    build("silent", "[deadlines]\nlog_silence = 1h\n[package silent]\ndeadline_log_silence = 3s");

    failsFor("log silence deadline of 3s exceeded");
  }

  @Test
  void an_upload_that_takes_too_long_is_tried_again() throws Exception {
    farm.rsync().process().close();

    build("tiny", "[deadlines]\nupload = 2s");

    assertThat(watched.reasonOf("FAILED"))
        .startsWith("upload deadline of 2s exceeded: rsync: exit 10 (the connection failed)");
    assertThat(farm.jobs()).isEqualTo(1);
  }

  @Test
  void a_build_is_stopped_that_cannot_confirm_its_reservation() throws Exception {
    build("patient", "[deadlines]\nlease = 3s");
    watched.awaitStarted(1);
    farm.queue().process().kill();

    Await.until(TestFarm.SOON, "the build's end", () -> !watched.anyRuns());
    farm.queue().restart();

    assertThat(watched.reasonOf("LOST")).startsWith("lease deadline of 3s exceeded: the queue");
  }
}
