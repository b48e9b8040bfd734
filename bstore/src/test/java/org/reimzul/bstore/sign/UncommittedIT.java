package org.reimzul.bstore.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.OriginalUpload;
import org.reimzul.bstore.lab.Rpms;
import org.reimzul.bstore.lab.Signing;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.EventKind;
import org.reimzul.testkit.Await;

/** A signer of ours beside a repogen worker that is the original's: there are no commits. */
class UncommittedIT {
  @TempDir Path dir;
  private Signing signing;

  @BeforeEach
  void start() throws Exception {
    signing = new Signing(dir, true);
    Trees.delete(signing.bench().store().root().resolve("commits"));
  }

  @AfterEach
  void stop() {
    signing.close();
  }

  private void awaitDone() {
    Await.until(
        Duration.ofSeconds(30),
        "the request to be done",
        () -> signing.jobs(t -> t.currentJobsReady() + t.currentJobsReserved()) == 0);
  }

  @Test
  void what_an_original_worker_has_uploaded_is_staged() throws Exception {
    OriginalUpload build = OriginalUpload.of("hello").into(signing.bench().store());
    signing.request(build.event(), Optional.of(build.build()));
    signing.awaitStaged(build.build());
    for (Path rpm : Rpms.of("hello")) {
      assertThat(signing.staged(rpm)).hasSameBinaryContentAs(rpm);
    }
    assertThat(signing.bench().store().toSign("el9.x86_64").toFile().list()).hasSize(3);
  }

  @Test
  void what_a_chained_arch_makes_again_stays_its_parents() throws Exception {
    OriginalUpload build = OriginalUpload.of("hello").into(signing.bench().store());
    Path staged = signing.bench().store().toSign("el9.x86_64");
    Path parents = Files.createDirectories(staged).resolve("hello-1.0-1.src.rpm");
    Files.writeString(parents, "the parent's");
    OriginalUpload chained = build.chained("i386").into(signing.bench().store());
    signing.request(chained.event(), Optional.empty());
    Await.until(Duration.ofSeconds(30), "the others", () -> staged.toFile().list().length == 3);
    awaitDone();
    assertThat(parents).hasContent("the parent's");
  }

  @Test
  void a_package_that_is_not_whole_is_not_staged() throws Exception {
    OriginalUpload build = OriginalUpload.of("hello").into(signing.bench().store());
    Path rpm = build.dir(signing.bench().store()).resolve("hello-1.0-1.noarch.rpm");
    byte[] content = Files.readAllBytes(rpm);
    content[content.length - 1] ^= 1;
    Files.write(rpm, content);
    signing.request(build.event(), Optional.empty());
    assertThat(signing.events().event(e -> e.kind() == EventKind.REJECTED).reason().orElseThrow())
        .contains("hello-1.0-1.noarch.rpm");
    assertThat(signing.bench().store().toSign("el9.x86_64")).doesNotExist();
  }

  @Test
  void a_result_that_is_not_there_yet_is_waited_for() throws Exception {
    OriginalUpload build = OriginalUpload.of("hello");
    signing.request(build.event(), Optional.of(build.build()));
    Await.until(
        Duration.ofSeconds(30), "the pause", () -> signing.jobs(t -> t.currentJobsDelayed()) == 1);
  }
}
