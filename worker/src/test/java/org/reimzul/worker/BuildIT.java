package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Nevra;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Tubes;
import org.reimzul.worker.source.Sha256;

/** What becomes of jobs, with rpmbuild and every server for real. */
class BuildIT {
  @TempDir Path dir;
  private TestFarm farm;
  private RunningWorker worker;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    worker = farm.runWorker("builder = rpmbuild");
  }

  @AfterEach
  void stop() throws Exception {
    worker.close();
    farm.close();
  }

  private Path srpm(String name) throws Exception {
    return Srpms.make(name, farm.incoming(), dir);
  }

  @Test
  void uploads_the_packages_with_a_manifest_that_is_true() throws Exception {
    Path srpm = srpm("tiny");
    BuildJob job = farm.submit(srpm, Optional.of(Sha256.of(srpm)));

    Manifest manifest = farm.takeResult();

    assertThat(manifest.result().status()).isEqualTo(Status.SUCCESS);
    assertThat(manifest.result().job()).isEqualTo(job);
    assertThat(manifest.result().evr()).isEqualTo("1.0-1.el9");
    assertThat(manifest.files())
        .extracting(Artifact::name)
        .contains("tiny-1.0-1.el9.noarch.rpm", "tiny-1.0-1.el9.src.rpm", "build.log", "root.log")
        .contains("stdout", "stderr");
    Path upload = farm.upload(manifest.attempt());
    for (Artifact file : manifest.files()) {
      assertThat(Sha256.of(upload.resolve(file.name()))).isEqualTo(file.sha256());
    }
    assertThat(manifest.files().stream().flatMap(file -> file.nevra().stream()))
        .extracting(Nevra::toString)
        .containsExactlyInAnyOrder("tiny-0:1.0-1.el9.noarch", "tiny-0:1.0-1.el9.src");
  }

  @Test
  void tells_subscribers_of_the_beginning_and_the_record_of_each_step() throws Exception {
    BuildJob job = farm.submit(srpm("tiny"), Optional.empty());

    BuildEvent building = BuildEvent.decode(farm.take(Tubes.NOTIFY));
    assertThat(building.status()).isEqualTo(Status.BUILDING);
    assertThat(building.pkgname()).isEqualTo("tiny");
    assertThat(building.job().buildId()).isEqualTo(job.buildId());
    assertThat(farm.statesUntil("DONE"))
        .containsExactly("LEASED", "PREPARING", "BUILDING", "UPLOADING", "DONE");
    farm.awaitSettled();
    try (var own = Files.list(worker.instance().directory())) {
      assertThat(own.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "journal");
    }
  }

  @Test
  void gives_the_compilers_complaint_as_the_reason_and_uploads_the_logs() throws Exception {
    farm.submit(srpm("broken"), Optional.empty());

    Manifest manifest = farm.takeResult();

    assertThat(manifest.result().status()).isEqualTo(Status.FAILED);
    assertThat(manifest.result().reason().orElseThrow())
        .contains("%build: broken.c:1:")
        .contains("error:")
        .contains("nowhere");
    assertThat(manifest.files()).extracting(Artifact::name).noneMatch(n -> n.endsWith(".rpm"));
    assertThat(farm.upload(manifest.attempt()).resolve("build.log"))
        .content()
        .contains("broken.c:1:");
  }

  @Test
  void buries_what_is_no_job_and_builds_the_next_one() throws Exception {
    Path srpm = srpm("tiny");
    for (String body : List.of("rubbish", "[]", "{\"srpm\": 7}", "x".repeat(65_535))) {
      farm.put(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      FarmEvent rejected = FarmEvent.decode(farm.take(Tubes.EVENTS));
      assertThat(rejected.reason()).isPresent();
    }
    farm.submit(srpm, Optional.empty());

    assertThat(farm.takeResult().result().status()).isEqualTo(Status.SUCCESS);
  }

  @Test
  void buries_a_job_for_an_arch_that_it_does_not_build() throws Exception {
    farm.put(
        """
        {"srpm":"a-1-1.src.rpm","arch":"aarch64","target":"el9.aarch64","disttag":".el9"}"""
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    FarmEvent rejected = FarmEvent.decode(farm.take(Tubes.EVENTS));

    assertThat(rejected.reason().orElseThrow()).contains("aarch64");
  }

  @Test
  void buries_a_job_that_is_too_long_to_be_told_of() throws Exception {
    farm.put(
        """
        {"srpm":"a-1-1.src.rpm","arch":"x86_64","target":"el9.x86_64","disttag":".el9","note":"%s"}"""
            .formatted("x".repeat(61_000))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    FarmEvent rejected = FarmEvent.decode(farm.take(Tubes.EVENTS));

    assertThat(rejected.reason().orElseThrow()).contains("more than 60000");
  }

  @Test
  void serves_a_job_of_an_original_submitter() throws Exception {
    srpm("tiny");
    farm.put(
        """
        {"srpm":"tiny-1.0-1.el9.src.rpm","arch":"x86_64","target":"el9.x86_64",\
        "disttag":".el9","colour":"blue"}"""
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    BuildEvent end = BuildEvent.decode(farm.take(Tubes.CREATEREPO));

    assertThat(end.status()).isEqualTo(Status.SUCCESS);
    assertThat(end.job().buildId()).isPresent();
    assertThat(end.job().submitter()).isEqualTo("unknown");
    assertThat(end.job().extra()).containsKey("colour");
    FarmEvent named = farm.takeEvent(EventKind.QUEUED); // so that each redelivery has the same id
    assertThat(named.build()).isEqualTo(end.job().buildId());
    assertThat(named.reason()).contains("its submitter gave it no build id");
    assertThat(named.data().path("job").path("colour").textValue()).isEqualTo("blue");
  }

  @Test
  void leaves_a_build_alone_that_bstore_has_committed() throws Exception {
    Path srpm = srpm("tiny");
    BuildJob job = farm.submit(srpm, Optional.empty());
    byte[] end = farm.take(Tubes.CREATEREPO);
    farm.statesUntil("DONE");
    var record = Json.object();
    record.putObject("manifest").set("result", Json.read(end));
    Files.write(farm.commits().resolve(job.requireBuildId().value()), Json.write(record));
    try (var journal = Files.list(worker.instance().directory().resolve("journal"))) {
      for (Path entry : journal.toList()) {
        Files.delete(entry);
      }
    }
    farm.put(job.encode());
    farm.awaitSettled();

    BuildJob next = farm.submit(srpm, Optional.empty());

    FarmEvent first = FarmEvent.decode(farm.take(Tubes.EVENTS));
    assertThat(first.build()).isEqualTo(next.buildId());
  }

  @Test
  void only_hands_over_again_what_it_has_just_uploaded() throws Exception {
    BuildJob job = farm.submit(srpm("tiny"), Optional.empty());
    BuildEvent first = BuildEvent.decode(farm.take(Tubes.CREATEREPO));
    farm.awaitSettled();
    farm.put(job.encode());

    BuildEvent second = BuildEvent.decode(farm.take(Tubes.CREATEREPO));

    assertThat(second.attempt()).isEqualTo(first.attempt());
  }
}
