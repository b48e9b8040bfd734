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
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Rpms;
import org.reimzul.bstore.lab.Signing;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.Await;

class StageHandlerIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path dir;
  private Signing signing;

  @BeforeEach
  void start() throws Exception {
    signing = new Signing(dir);
  }

  @AfterEach
  void stop() {
    signing.close();
  }

  @Test
  void the_packages_of_a_published_build_are_copied_flat() throws Exception {
    Attempt attempt = signing.bench().take(Attempt.of("hello"));
    signing.request(attempt.result(), Optional.of(attempt.build()));
    signing.awaitStaged(attempt.build());
    for (Path rpm : Rpms.of("hello")) {
      assertThat(signing.staged(rpm)).hasSameBinaryContentAs(rpm);
    }
    assertThat(signing.bench().store().toSign("el9.x86_64").toFile().list()).hasSize(3);
  }

  @Test
  void an_original_dispatchers_request_has_no_build_id_and_is_served() throws Exception {
    Attempt attempt = signing.bench().take(Attempt.of("hello"));
    signing.request(attempt.result(), Optional.empty());
    signing.awaitStaged(attempt.build());
  }

  @Test
  void a_file_that_has_changed_since_its_commit_is_refused() throws Exception {
    Attempt attempt = signing.bench().take(Attempt.of("hello"));
    Path rpm = Rpms.of("hello").get(1);
    Path published =
        signing
            .bench()
            .store()
            .at(signing.bench().end(attempt.build()).place())
            .resolve(rpm.getFileName());
    byte[] content = Files.readAllBytes(published);
    content[content.length - 1] ^= 1;
    Files.write(published, content);
    signing.request(attempt.result(), Optional.of(attempt.build()));
    assertThat(signing.events().event(e -> e.kind() == EventKind.REJECTED).reason().orElseThrow())
        .contains(rpm.getFileName() + " has changed since it was committed");
    assertThat(signing.staged(rpm)).doesNotExist();
  }

  @Test
  void failed_and_scratch_builds_are_not_staged() throws Exception {
    Attempt failed = signing.bench().take(Attempt.of("hello").failed());
    Attempt scratch = signing.bench().take(Attempt.of("hello").scratch());
    signing.request(failed.result(), Optional.of(failed.build()));
    signing.request(scratch.result(), Optional.of(scratch.build()));
    assertThat(signing.events().event(e -> e.kind() == EventKind.REJECTED).reason().orElseThrow())
        .contains(scratch.build() + " is not a published one");
    assertThat(signing.bench().store().toSign("el9.x86_64")).doesNotExist();
    // it says so first
    Await.until(SOON, "a buried job", () -> signing.jobs(t -> t.currentJobsBuried()) == 1);
  }

  @Test
  void an_unknown_commit_waits_and_holds_up_nobody() throws Exception {
    Attempt unknown = Attempt.of("other");
    signing.request(unknown.result(), Optional.of(unknown.build()));
    Attempt known = signing.bench().take(Attempt.of("hello"));
    signing.request(known.result(), Optional.of(known.build()));
    signing.awaitStaged(known.build());
    Await.until(SOON, "a delayed job", () -> signing.jobs(t -> t.currentJobsDelayed()) == 1);
  }

  @Test
  void a_chained_build_leaves_its_parents_sources_alone() throws Exception {
    Attempt parent = signing.bench().take(Attempt.of("hello"));
    Attempt chained = signing.bench().take(parent.chained("i386"));
    signing.request(parent.result(), Optional.of(parent.build()));
    signing.awaitStaged(parent.build());
    var before = Files.getAttribute(signing.staged(Rpms.of("hello").get(0)), "unix:ino");
    signing.request(chained.result(), Optional.of(chained.build()));
    signing.awaitStaged(chained.build());
    assertThat(Files.getAttribute(signing.staged(Rpms.of("hello").get(0)), "unix:ino"))
        .isEqualTo(before);
  }

  @Test
  void a_malformed_request_is_buried_and_the_next_served() throws Exception {
    signing.sender().send(Tubes.TOSIGN, new byte[] {0, 1, 2});
    Attempt attempt = signing.bench().take(Attempt.of("hello"));
    signing.request(attempt.result(), Optional.of(attempt.build()));
    signing.awaitStaged(attempt.build());
    assertThat(signing.jobs(t -> t.currentJobsBuried())).isEqualTo(1);
  }
}
